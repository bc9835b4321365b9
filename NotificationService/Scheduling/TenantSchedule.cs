using CalendarStore;

namespace NotificationService;

/// <summary>
/// The tenants with something left to do, and which is due first: two queues and no timer per tenant, so that quiet ones cost nothing. Owned by one loop.
/// Tenants whose last push failed queue apart, so that they can be kept from taking every place.
/// </summary>
internal sealed class TenantSchedule(PushRhythm rhythm)
{
    /// <summary>By share as well: what one holding of a share has read and not told is never replaced by what is heard of the tenant elsewhere.</summary>
    private readonly Dictionary<(FeedShare Share, TenantId Tenant), Slot> slots = [];

    /// <summary>Entries are never removed from within: one whose time is no longer its tenant's is passed over when it comes up.</summary>
    private readonly PriorityQueue<(FeedShare Share, TenantId Tenant), DateTimeOffset> fresh = new();
    private readonly PriorityQueue<(FeedShare Share, TenantId Tenant), DateTimeOffset> failed = new();

    public int Count => slots.Count;

    public IEnumerable<TenantPushes> States => slots.Values.Select(slot => slot.State);

    /// <summary>What is known of the tenant by that holding of its share.</summary>
    public TenantPushes this[FeedShare share, TenantId tenant] => slots.TryGetValue((share, tenant), out var slot) ? slot.State : TenantPushes.Quiet;

    public void Set(FeedShare share, TenantId tenant, TenantPushes state)
    {
        if (!slots.TryGetValue((share, tenant), out var slot))
            slots.Add((share, tenant), slot = new() { State = state });
        slot.State = state;
        if (slot.IsHeld)
            return;

        var due = Coalescer.DueAt(state);
        if (due is { } at && (due != slot.QueuedFor || slot.IsFailed != state.Failures > 0))
            (state.Failures > 0 ? failed : fresh).Enqueue((share, tenant), at);
        (slot.QueuedFor, slot.IsFailed) = (due, state.Failures > 0);
    }

    /// <summary>Starts no more pushes of the share's tenants.</summary>
    public void Hold(FeedShare share)
    {
        foreach (var slot in slots.Where(slot => slot.Key.Share == share).Select(slot => slot.Value))
            (slot.IsHeld, slot.QueuedFor) = (true, null);
    }

    public void Forget(FeedShare share)
    {
        foreach (var key in slots.Keys.Where(key => key.Share == share).ToList())
            slots.Remove(key);
    }

    /// <summary>Of each share with changes that are in no accepted push, the place before the first of them.</summary>
    public IReadOnlyDictionary<FeedShare, FeedPlace> Unacknowledged()
    {
        var lowest = new Dictionary<FeedShare, FeedPlace>();
        foreach (var ((share, _), slot) in slots)
        {
            if (slot.State.Unacknowledged is { From: var from } && (!lowest.TryGetValue(share, out var known) || from.Sequence < known.Sequence))
                lowest[share] = from;
        }

        return lowest;
    }

    /// <summary>When the first tenant is due; null when none will be by itself.</summary>
    public DateTimeOffset? NextDue(bool repetitions = true)
    {
        var first = Next(fresh, isFailed: false);
        return repetitions && Next(failed, isFailed: true) is { } again && !(first <= again) ? again : first;
    }

    /// <summary>Takes the push of the tenant that has been due longest; forgets tenants that are over on the way.</summary>
    /// <param name="repetitions">Whether one that failed before may be taken.</param>
    public StartedPush? Take(DateTimeOffset now, bool repetitions = true)
    {
        while (NextDue(repetitions) is { } due && due <= now)
        {
            var key = (Next(fresh, isFailed: false) == due ? fresh : failed).Dequeue();
            var slot = slots[key];
            slot.QueuedFor = null;
            var (state, push) = Coalescer.Take(slot.State, now, rhythm);
            if (push is not null)
            {
                Set(key.Share, key.Tenant, state);
                return new(key.Share, key.Tenant, push, state.Failures > 0);
            }

            if (Coalescer.IsOver(state, now))
                slots.Remove(key);
        }

        return null;
    }

    private DateTimeOffset? Next(PriorityQueue<(FeedShare Share, TenantId Tenant), DateTimeOffset> queue, bool isFailed)
    {
        while (queue.TryPeek(out var key, out var due))
        {
            if (slots.TryGetValue(key, out var slot) && slot.QueuedFor == due && slot.IsFailed == isFailed)
                return due;
            queue.Dequeue();
        }

        return null;
    }

    private sealed class Slot
    {
        public required TenantPushes State { get; set; }
        public DateTimeOffset? QueuedFor { get; set; }
        public bool IsFailed { get; set; }
        public bool IsHeld { get; set; }
    }
}
