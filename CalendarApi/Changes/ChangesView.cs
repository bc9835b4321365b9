using System.Collections.Immutable;
using System.Globalization;
using TeamCalendars.Rights;

namespace CalendarApi.Changes;

/// <summary>A page of changes as one caller sees it: what the caller may see of each calendar that the page concerns.</summary>
internal sealed class ChangesView
{
    private readonly ImmutableSortedDictionary<string, CalendarView> views;
    private readonly ImmutableSortedSet<string> withdrawn;
    private readonly long from;

    private ChangesView(ImmutableSortedDictionary<string, CalendarView> views, ImmutableSortedSet<string> withdrawn, long from) =>
        (this.views, this.withdrawn, this.from) = (views, withdrawn, from);

    /// <summary>The same for all callers that see the same of the page: a part of the key of the cached answer.</summary>
    public string Rights => string.Join(',', views.Select(pair => string.Create(
        CultureInfo.InvariantCulture, $"{(int)pair.Value.Role}{(withdrawn.Contains(pair.Key) ? "w" : "")}{(pair.Value.Since == 0 ? "" : $"@{pair.Value.Since}")}")));

    public static ChangesView Of(ReadChanges page, Member member) => new(
        page.Calendars.ToImmutableSortedDictionary(
            calendar => calendar.Key,
            calendar => calendar.Value.Content is { } content ? CalendarView.Of(content, member) : new CalendarView(calendar.Value.IsDamaged && member.IsAdministrator ? CalendarRole.Owner : CalendarRole.None, 0),
            StringComparer.Ordinal),
        [.. page.Calendars.Where(calendar => calendar.Value.Content is { } content && CalendarView.WasVisible(content, member, page.Changes.From)).Select(calendar => calendar.Key)],
        page.Changes.From);

    public CalendarView Of(string calendar) => views.GetValueOrDefault(calendar);

    /// <summary>Whether the caller sees more or less of a visible calendar than at the sync token.</summary>
    public bool IsNew(string calendar) => Of(calendar).Since > from;

    /// <summary>Whether the caller saw something of an invisible calendar at the sync token or later.</summary>
    public bool IsWithdrawn(string calendar) => withdrawn.Contains(calendar);
}
