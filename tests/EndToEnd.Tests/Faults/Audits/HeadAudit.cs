using CalendarClient;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Faults.Writing;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>
/// Checks the versions, independently of the contents. The tenant's version has grown by exactly the number of acknowledged changes. And <c>changes</c>, read page by page from the
/// begin of the run, has no gap, has no version twice, and has the last write of each item.
/// </summary>
internal sealed class HeadAudit(Journal journal)
{
    /// <summary>It is small, so that there are many pages.</summary>
    private const int PageSize = 100;

    /// <param name="begin">The head before the first write of the run.</param>
    /// <returns>How many changes there were.</returns>
    public async Task<long> CheckAsync(
        SampleTenant tenant, CalendarApiClient api, Head begin, Position head, IReadOnlyCollection<Writer> writers, CancellationToken cancellationToken)
    {
        var pages = new List<ChangesPage>();
        do
        {
            pages.Add((await api.GetChangesAsync(pages is [.., var last] ? last.Next : begin.Token, PageSize, cancellationToken)).Required());
        }
        while (pages[^1].More);

        // Each user that signed in for the first time was entered in the directory, by one write.
        CheckCount(tenant, begin.Version, head.Version, writers.Sum(writer => writer.Changes) + pages.Sum(page => page.People.Count()));
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
            var found = page.Items.Select(item => item.Version).ToArray();
            if (page.From != reached || found.Any(version => version <= page.From || version > page.To) || !found.All(versions.Add))
            {
                journal.Broken($"The page of changes of {tenant.Domain} after {reached} is wrong: it covers ({page.From}, {page.To}], or it has a version outside of that, or it has a version twice.");
            }

            reached = page.To;
        }

        if (reached != head)
        {
            journal.Broken($"The changes of {tenant.Domain} end at {reached}; its head is {head}.");
        }
    }

    /// <summary>Checks the last write of each item. Events of a deleted calendar do not count: the deletion of the calendar stands for them.</summary>
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
                journal.Broken($"{last} was acknowledged, and the changes have {(found is null ? "nothing" : found.ToString())} for it.");
            }
        }
    }
}
