using System.Text.Json.Serialization;

namespace CalendarClient;

/// <summary>What changed after version <see cref="From"/>, up to and including version <see cref="To"/>: each changed item once, as it is now.</summary>
[JsonConverter(typeof(ChangesPageConverter))]
public sealed record ChangesPage
{
    /// <summary>The epoch of all versions on this page; see <see cref="Position.Epoch"/>.</summary>
    public required string Epoch { get; init; }

    /// <summary>The version that <c>since</c> stands for.</summary>
    public required long From { get; init; }

    /// <summary>The version that this page reaches.</summary>
    public required long To { get; init; }

    /// <summary>The tenant's version when the page was read.</summary>
    public required long Head { get; init; }

    /// <summary>The token to pass as <c>since</c> for what comes after this page. Its text has no meaning for callers.</summary>
    public required string Next { get; init; }

    /// <summary>Whether there are more pages up to the head. Until the page that says false, what was gathered is incomplete.</summary>
    public bool More { get; init; }

    /// <summary>The items that changed, of all kinds. With a deleted calendar, its events are deleted and not listed.</summary>
    public required IReadOnlyList<ChangedEntity> Items { get; init; }

    /// <summary>The calendars among <see cref="Items"/>.</summary>
    public IEnumerable<Changed<Calendar>> Calendars => Items.OfType<Changed<Calendar>>();

    /// <summary>The events among <see cref="Items"/>.</summary>
    public IEnumerable<Changed<CalendarEvent>> Events => Items.OfType<Changed<CalendarEvent>>();

    /// <summary>The entries of the directory among <see cref="Items"/>.</summary>
    public IEnumerable<Changed<Person>> People => Items.OfType<Changed<Person>>();
}
