using CalendarStore.Feed;
using NotificationService.Coalescing;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Scheduling;

/// <summary>
/// The tenants with something left to do, and which is due first. It has two queues and no timer per tenant, so that quiet tenants cost nothing. Owned by one loop.
/// Tenants whose last push failed have a queue of their own, so that they cannot take every place.
/// </summary>
internal sealed class TenantSchedule(PushRhythm rhythm)
{
    private readonly Dictionary<TenantId, Slot> slots = [];

    /// <summary>Entries are not removed from the middle: an entry whose time is no longer its tenant's is skipped when it comes up.</summary>
    private readonly PriorityQueue<TenantId, DateTimeOffset> fresh = new();
    private readonly PriorityQueue<TenantId, DateTimeOffset> failed = new();

    /// <summary>The number of pushes in flight for each share's tenants.</summary>
    private readonly Dictionary<FeedShare, int> inFlight = [];

    public int Count => slots.Count;

    /// <summary>The number of tenants with news without an accepted push.</summary>
    public int Waiting { get; private set; }

    public IEnumerable<TenantPushes> States => slots.Values.Select(slot => slot.State);

    public TenantPushes this[TenantId tenant] => slots.TryGetValue(tenant, out var slot) ? slot.State : TenantPushes.Quiet;

    public bool IsInFlight(FeedShare share) => inFlight.ContainsKey(share);

    public void Set(TenantId tenant, TenantPushes state)
    {
        if (!slots.TryGetValue(tenant, out var slot))
        {
            slots.Add(tenant, slot = new() { State = TenantPushes.Quiet });
        }

        // The state belongs to another holding now, which is not being released.
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

    /// <summary>For each share with heads without an accepted push, the checkpoint before the first of them.</summary>
    public IReadOnlyDictionary<FeedShare, Checkpoint> Unacknowledged()
    {
        var lowest = new Dictionary<FeedShare, Checkpoint>();
        foreach (var state in States)
        {
            if (state is { Share: { } share, UnacknowledgedFrom: { } from } && (!lowest.TryGetValue(share, out var known) || from.Pages < known.Pages))
            {
                lowest[share] = from;
            }
        }

        return lowest;
    }

    /// <summary>When the first tenant is due; null when time alone makes none due.</summary>
    public DateTimeOffset? NextDue(bool retries = true)
    {
        var first = Next(fresh, isFailed: false);
        return retries && Next(failed, isFailed: true) is { } again && !(first <= again) ? again : first;
    }

    /// <summary>Takes the push of the tenant that has been due longest, and removes tenants that are done.</summary>
    /// <param name="retries">Whether a retry may be taken.</param>
    public StartedPush? Take(DateTimeOffset now, bool retries = true)
    {
        while (NextDue(retries) is { } due && due <= now)
        {
            var tenant = (Next(fresh, isFailed: false) == due ? fresh : failed).Dequeue();
            var slot = slots[tenant];
            slot.QueuedFor = null;
            var (state, push) = Coalescer.Take(slot.State, now, rhythm);
            if (push is null && Coalescer.IsDone(state, now))
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

        var count = inFlight.GetValueOrDefault(share) + change;
        if (count > 0)
        {
            inFlight[share] = count;
        }
        else
        {
            inFlight.Remove(share);
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
