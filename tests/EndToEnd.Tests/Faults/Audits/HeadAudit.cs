using CalendarClient;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Faults.Writing;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>
/// A witness beside the contents: the tenant's version has grown by exactly what its writers were acknowledged, and <c>changes</c>, read page by page from where the run began,
/// has no gap, has no version twice, and has the last write of each item.
/// </summary>
internal sealed class HeadAudit(Journal journal)
{
    /// <summary>Small, so that there are many pages.</summary>
    private const int PageSize = 100;

    /// <param name="begin">The head before the first write of the run.</param>
    /// <returns>How many changes there were.</returns>
    public async Task<long> CheckAsync(
        SampleTenant tenant, CalendarApiClient api, Head begin, Position head, IReadOnlyCollection<Writer> writers, CancellationToken cancellationToken)
    {
        CheckCount(tenant, begin.Version, head.Version, writers.Sum(writer => writer.Changes));
        var pages = new List<ChangesPage>();
        do
        {
            pages.Add((await api.GetChangesAsync(pages is [.., var last] ? last.Next : begin.Token, PageSize, cancellationToken)).Required());
        }
        while (pages[^1].More);

        CheckPages(tenant, begin.Version, head.Version, pages);
        CheckWrites(pages, writers.SelectMany(writer => writer.Acknowledgements));
        return head.Version - begin.Version;
    }

    /// <param name="written">A write that was first unanswered counts once, whether it was found done or done again.</param>
    public void CheckCount(SampleTenant tenant, long begin, long head, long written)
    {
        if (head - begin != written)
        {
            journal.Broken($"{tenant.Domain} went from version {begin} to {head}, and {written} changes were acknowledged.");
        }
    }

    public void CheckPages(SampleTenant tenant, long begin, long head, IReadOnlyList<ChangesPage> pages)
    {
        var reached = begin;
        var versions = new HashSet<long>();
        foreach (var page in pages)
        {
            var told = page.Items.Select(item => item.Version).ToArray();
            if (page.From != reached || told.Any(version => version <= page.From || version > page.To) || !told.All(versions.Add))
            {
                journal.Broken($"The changes of {tenant.Domain} after {reached} are told as those of ({page.From}, {page.To}], with a version from elsewhere or one that was told before.");
            }

            reached = page.To;
        }

        if (reached != head)
        {
            journal.Broken($"The changes of {tenant.Domain} end at {reached}; its head is {head}.");
        }
    }

    /// <summary>The last write of each item, unless its calendar was deleted after it: that stands for its events.</summary>
    public void CheckWrites(IReadOnlyList<ChangesPage> pages, IEnumerable<Acknowledgement> acknowledgements)
    {
        var calendars = pages.SelectMany(page => page.Calendars).ToDictionary(item => item.Key.Id, item => (item.Version, IsDeleted: item.Item is null), StringComparer.Ordinal);
        var events = pages.SelectMany(page => page.Events).ToDictionary(item => (item.Key.ParentId!, item.Key.Id), item => (item.Version, IsDeleted: item.Item is null));
        foreach (var last in acknowledgements.GroupBy(write => (write.CalendarId, write.EventId)).Select(writes => writes.Last()))
        {
            var calendar = calendars.TryGetValue(last.CalendarId, out var knownCalendar) ? knownCalendar : default((long Version, bool IsDeleted)?);
            if (last.EventId is not null && calendar is { IsDeleted: true })
            {
                continue;
            }

            var found = last.EventId is null ? calendar
                : events.TryGetValue((last.CalendarId, last.EventId), out var knownEvent) ? knownEvent : null;
            if (found is null || (last.Version is { } version ? found.Value.Version != version : !found.Value.IsDeleted))
            {
                journal.Broken($"{last} was acknowledged, and the changes tell {(found is null ? "nothing" : found.ToString())} of it.");
            }
        }
    }
}
