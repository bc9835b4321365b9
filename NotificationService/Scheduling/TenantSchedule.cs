using CalendarStore.Feed;
using NotificationService.Coalescing;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Scheduling;

/// <summary>
/// The tenants with something left to do, and which is due first: two queues and no timer per tenant, so that quiet ones cost nothing. Owned by one loop.
/// Tenants whose last push failed queue apart, so that they can be kept from taking every place.
/// </summary>
internal sealed class TenantSchedule(PushRhythm rhythm)
{
    private readonly Dictionary<TenantId, Slot> slots = [];

    /// <summary>Entries are never removed from within: one whose time is no longer its tenant's is passed over when it comes up.</summary>
    private readonly PriorityQueue<TenantId, DateTimeOffset> fresh = new();
    private readonly PriorityQueue<TenantId, DateTimeOffset> failed = new();

    /// <summary>How many pushes of each share's tenants are on their way.</summary>
    private readonly Dictionary<FeedShare, int> onTheirWay = [];

    public int Count => slots.Count;

    /// <summary>How many tenants have news without an accepted push.</summary>
    public int Waiting { get; private set; }

    public IEnumerable<TenantPushes> States => slots.Values.Select(slot => slot.State);

    public TenantPushes this[TenantId tenant] => slots.TryGetValue(tenant, out var slot) ? slot.State : TenantPushes.Quiet;

    public bool IsOnItsWay(FeedShare share) => onTheirWay.ContainsKey(share);

    public void Set(TenantId tenant, TenantPushes state)
    {
        if (!slots.TryGetValue(tenant, out var slot))
        {
            slots.Add(tenant, slot = new() { State = TenantPushes.Quiet });
        }

        // It is another holding's by now, which has not been asked to let go.
        slot.IsHeld = slot.IsHeld && slot.State.Share == state.Share;
        Tally(slot.State, -1);
        slot.State = state;
        Tally(state, 1);
        if (slot.IsHeld)
        {
            return;
        }

        var due = Coalescer.DueAt(state);
        if (due is { } at && (due != slot.QueuedFor || slot.IsFailed != state.Failures > 0))
        {
            (state.Failures > 0 ? failed : fresh).Enqueue(tenant, at);
        }

        (slot.QueuedFor, slot.IsFailed) = (due, state.Failures > 0);
    }

    /// <summary>Starts no more pushes of the share's tenants.</summary>
    public void Hold(FeedShare share)
    {
        foreach (var slot in slots.Values.Where(slot => slot.State.Share == share))
        {
            (slot.IsHeld, slot.QueuedFor) = (true, null);
        }
    }

    public void Forget(FeedShare share)
    {
        foreach (var (tenant, slot) in slots.Where(slot => slot.Value.State.Share == share).ToList())
        {
            Tally(slot.State, -1);
            slots.Remove(tenant);
        }
    }

    /// <summary>Of each share with heads that are in no accepted push, the place before the first of them.</summary>
    public IReadOnlyDictionary<FeedShare, FeedPlace> Unacknowledged()
    {
        var lowest = new Dictionary<FeedShare, FeedPlace>();
        foreach (var state in States)
        {
            if (state is { Share: { } share, UnacknowledgedFrom: { } from } && (!lowest.TryGetValue(share, out var known) || from.Sequence < known.Sequence))
            {
                lowest[share] = from;
            }
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
            var tenant = (Next(fresh, isFailed: false) == due ? fresh : failed).Dequeue();
            var slot = slots[tenant];
            slot.QueuedFor = null;
            var (state, push) = Coalescer.Take(slot.State, now, rhythm);
            if (push is null && Coalescer.IsOver(state, now))
            {
                slots.Remove(tenant);
            }
            else
            {
                Set(tenant, state);
            }

            if (push is not null)
            {
                return new(tenant, push, state.Failures > 0);
            }
        }

        return null;
    }

    private void Tally(TenantPushes state, int change)
    {
        Waiting += state.OldestUnacknowledged is null ? 0 : change;
        if (state is not { Share: { } share, InFlight: not null })
        {
            return;
        }

        var count = onTheirWay.GetValueOrDefault(share) + change;
        if (count > 0)
        {
            onTheirWay[share] = count;
        }
        else
        {
            onTheirWay.Remove(share);
        }
    }

    private DateTimeOffset? Next(PriorityQueue<TenantId, DateTimeOffset> queue, bool isFailed)
    {
        while (queue.TryPeek(out var tenant, out var due))
        {
            if (slots.TryGetValue(tenant, out var slot) && slot.QueuedFor == due && slot.IsFailed == isFailed)
            {
                return due;
            }

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
