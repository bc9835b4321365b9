namespace CalendarStore;

/// <summary>A place in the change feed across all tenants. Opaque; <see cref="Start"/> lies before the first change.</summary>
public readonly record struct FeedCursor(string Value)
{
    public static readonly FeedCursor Start = new("");
}
