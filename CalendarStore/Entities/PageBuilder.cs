namespace CalendarStore.Entities;

/// <summary>Collects what has room on a page, which is bounded in items and in octets of content. A single item has room whatever its size is.</summary>
/// <typeparam name="TItem">What the page shows.</typeparam>
/// <typeparam name="TPlace">Where an item lies in the order of the page: an id or a version.</typeparam>
internal sealed class PageBuilder<TItem, TPlace>(int limit, TPlace start)
    where TItem : class
{
    private readonly List<TItem> items = [];
    private readonly List<UnreadableEntityException> unreadable = [];
    private int count;
    private long bytes;
    private bool ended;

    public IReadOnlyList<TItem> Items => items;

    /// <summary>What is damaged is left out, so that one bad item does not hide the others.</summary>
    public IReadOnlyList<UnreadableEntityException> Unreadable => unreadable;

    /// <summary>Of the last item that had room, also if it was left out.</summary>
    public TPlace Last { get; private set; } = start;

    /// <summary>Whether there may be more behind <see cref="Last"/>.</summary>
    public bool HasMore => ended || count == limit;

    /// <param name="read">Null for an item that pages do not show.</param>
    /// <returns>False when the item has no room: the page ends before it.</returns>
    public bool Take(TPlace place, int size, Func<TItem?> read)
    {
        if (count == limit || (count > 0 && bytes + size > StoreLimits.MaxPageBytes))
        {
            ended = true;
            return false;
        }

        count++;
        bytes += size;
        Last = place;
        try
        {
            if (read() is { } item)
            {
                items.Add(item);
            }
        }
        catch (UnreadableEntityException damage)
        {
            unreadable.Add(damage);
        }

        return true;
    }
}
