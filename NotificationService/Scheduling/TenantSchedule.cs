using CalendarStore;

namespace NotificationService;

/// <summary>The tenants with something left to do, and which is due first: one queue and no timer per tenant, so that quiet ones cost nothing. Owned by one loop.</summary>
internal sealed class TenantSchedule(PushRhythm rhythm)
{
    private readonly Dictionary<TenantId, Slot> slots = [];

    /// <summary>Entries are never removed from within: one whose time is no longer its tenant's is passed over when it comes up.</summary>
    private readonly PriorityQueue<TenantId, DateTimeOffset> queue = new();

    public int Count => slots.Count;

    public IEnumerable<TenantPushes> States => slots.Values.Select(slot => slot.State);

    public TenantPushes this[TenantId tenant] => slots.TryGetValue(tenant, out var slot) ? slot.State : TenantPushes.Quiet;

    public void Set(TenantId tenant, TenantPushes state)
    {
        if (!slots.TryGetValue(tenant, out var slot))
            slots.Add(tenant, slot = new() { State = state });
        slot.State = state;

        var due = Coalescer.DueAt(state);
        if (due != slot.QueuedFor && due is { } at)
            queue.Enqueue(tenant, at);
        slot.QueuedFor = due;
    }

    /// <summary>When the first tenant is due; null when none will be by itself.</summary>
    public DateTimeOffset? NextDue()
    {
        while (queue.TryPeek(out var tenant, out var due))
        {
            if (slots.TryGetValue(tenant, out var slot) && slot.QueuedFor == due)
                return due;
            queue.Dequeue();
        }

        return null;
    }

    /// <summary>Takes the push of the tenant that has been due longest; forgets tenants that are over on the way.</summary>
    public bool TryTake(DateTimeOffset now, out TenantId tenant, out Push push)
    {
        while (NextDue() is { } due && due <= now)
        {
            tenant = queue.Dequeue();
            var slot = slots[tenant];
            slot.QueuedFor = null;
            var (state, taken) = Coalescer.Take(slot.State, now, rhythm);
            if (taken is not null)
            {
                Set(tenant, state);
                push = taken;
                return true;
            }

            if (Coalescer.IsOver(state, now))
                slots.Remove(tenant);
        }

        (tenant, push) = (default, null!);
        return false;
    }

    private sealed class Slot
    {
        public required TenantPushes State { get; set; }
        public DateTimeOffset? QueuedFor { get; set; }
    }
}
