using TeamCalendars.Events;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    /// <summary>About 62 kB of content: 50 of them are more than one page holds.</summary>
    private static EventContent Large(string title) => Sample.Event(title) with
    {
        Description = new string('字', EventRules.MaxDescription),
        Recurrence = Sample.LargeRecurrence,
    };

    [Fact, Trait("case", "8")]
    public async Task A_page_ends_at_its_bytes_and_says_how_to_go_on()
    {
        string[] ids = [.. Enumerable.Range(0, 50).Select(i => $"e{i:00}")];
        foreach (var some in ids.Chunk(25))
        {
            await Store.WriteEventsAsync(Sample.Contoso, Sample.Team, [.. some.Select(id => (Sample.Id(id), Large(id)))], [], Sample.Adele, Stop);
        }

        foreach (var window in new NodaTime.Interval?[] { null, Monday })
        {
            var seen = new List<string>();
            var pages = 0;
            for (EventId? after = null; ;)
            {
                var page = (await Store.ListEventsAsync(Sample.Contoso, Sample.Team, window, after, StoreLimits.MaxPageSize, Stop))!;
                seen.AddRange(page.Items.Select(item => item.Id.Value));
                pages++;
                if (page.Next is null)
                {
                    break;
                }

                after = Sample.Id(page.Next);
            }

            Assert.Equal(2, pages);
            Assert.Equal(ids, seen);
        }
    }

    [Fact, Trait("case", "9")]
    public async Task A_page_of_changes_ends_at_its_bytes_and_says_that_there_is_more()
    {
        var since = await Head();
        foreach (var some in Enumerable.Range(0, 50).Chunk(25))
        {
            await Store.WriteEventsAsync(Sample.Contoso, Sample.Team, [.. some.Select(i => (Sample.Id($"e{i}"), Large($"{i}")))], [], Sample.Adele, Stop);
        }

        var first = await Changes(since, StoreLimits.MaxPageSize);
        var second = await Changes(since with { Version = first.To }, StoreLimits.MaxPageSize);

        Assert.True(first.More);
        Assert.False(second.More);
        Assert.Equal(first.To, first.Changes[^1].Version);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"e{i}"), first.Changes.Concat(second.Changes).Select(change => change.Id));
    }
}
