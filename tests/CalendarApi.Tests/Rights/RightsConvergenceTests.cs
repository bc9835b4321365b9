extern alias client;

using CalendarApi.Tests.Hosting;
using client::CalendarClient;

namespace CalendarApi.Tests.Rights;

/// <summary>Random grants, writes and readers, through the real API and the real replica.</summary>
public class RightsConvergenceTests(CalendarSystem system)
{
    private const int Readers = 4;
    private const int Calendars = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What each client shows is what a filter over the store says: the calendars in which it has a role, and their events whole or as times.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Each_client_shows_what_a_filter_over_the_store_says(int seed)
    {
        var random = new Random(seed);
        var tenant = system.NewTenant();
        using var owner = tenant.SignIn();
        var readers = Enumerable.Range(0, Readers).Select(_ => tenant.SignIn()).ToList();
        var syncs = readers.Select(reader => new CalendarSync(new()
        {
            Api = system.Address,
            Tokens = (_, _) => ValueTask.FromResult(new AccessToken(reader.Token!)),
            Chance = () => 0,
        })).ToList();
        using var http = new HttpClient { BaseAddress = system.Address };
        var api = new CalendarApiClient(http, (_, _) => ValueTask.FromResult(new AccessToken(owner.Token!)));
        var access = new Dictionary<string, Dictionary<string, string>>();
        try
        {
            syncs.ForEach(sync => sync.Start());
            for (var round = 0; round < 15; round++)
            {
                for (var i = random.Next(1, 6); i > 0; i--)
                {
                    await StepAsync($"c{random.Next(Calendars)}");
                }

                await CompareAsync();
            }
        }
        finally
        {
            foreach (var sync in syncs)
            {
                await sync.DisposeAsync();
            }

            readers.ForEach(reader => reader.Dispose());
        }

        async Task StepAsync(string id)
        {
            var calendar = (await api.ListCalendarsAsync(Stop)).SingleOrDefault(one => one.Id == id);
            if (calendar is null || random.Next(3) == 0)
            {
                access[id] = Grants();
                var content = new CalendarContent { Name = id, TimeZone = "Europe/Berlin", Access = [.. access[id].Select(grant => new CalendarGrant(grant.Value, grant.Key))] };
                if (calendar is null)
                {
                    (await api.CreateCalendarAsync(id, content, Stop)).Required();
                }
                else
                {
                    (await api.ReplaceCalendarAsync(id, content, calendar.Etag, Stop)).Required();
                }

                return;
            }

            var all = (await api.ListEventsAsync(id, cancellationToken: Stop)).Required().Items;
            var item = all.Count > 0 ? all[random.Next(all.Count)] : null;
            var written = new EventContent { Title = $"secret {random.Next(1000)}", Start = $"2026-11-{random.Next(10, 29)}T09:00:00", End = "2026-11-29T10:00:00", TimeZone = "Europe/Berlin" };
            switch (random.Next(3))
            {
                case 0 when item is not null:
                    (await api.ReplaceEventAsync(id, item.Id, written, item.Etag, Stop)).Required();
                    break;
                case 1 when item is not null:
                    (await api.DeleteEventAsync(id, item.Id, item.Etag, Stop)).Required();
                    break;
                default:
                    (await api.CreateEventAsync(id, Samples.NewId(), written, Stop)).Required();
                    break;
            }
        }

        Dictionary<string, string> Grants()
        {
            string[] roles = [CalendarRoles.FreeBusy, CalendarRoles.Reader, CalendarRoles.Editor, CalendarRoles.Owner];
            var grants = readers.Select(reader => reader.User.ToString("D")).Append(CalendarGrant.Everyone).Where(_ => random.Next(3) == 0).ToDictionary(to => to, to => roles[random.Next(to == CalendarGrant.Everyone ? 2 : 4)]);
            grants[owner.User.ToString("D")] = CalendarRoles.Owner;
            return grants;
        }

        async Task CompareAsync()
        {
            var head = await api.GetHeadAsync(cancellationToken: Stop);
            var calendars = await api.ListCalendarsAsync(Stop);
            var events = new List<CalendarEvent>();
            foreach (var calendar in calendars)
            {
                events.AddRange((await api.ListEventsAsync(calendar.Id, cancellationToken: Stop)).Required().Items);
            }

            string[] order = [CalendarRoles.FreeBusy, CalendarRoles.Reader, CalendarRoles.Editor, CalendarRoles.Owner];
            foreach (var (reader, sync) in readers.Zip(syncs))
            {
                sync.Wake();
                await sync.WaitForPositionAsync(new Position(head!.Epoch, head.Version), Stop);
                var roles = calendars.ToDictionary(
                    calendar => calendar.Id,
                    calendar => access[calendar.Id].Where(grant => grant.Key == CalendarGrant.Everyone || grant.Key == reader.User.ToString("D")).Select(grant => Array.IndexOf(order, grant.Value) + 1).DefaultIfEmpty(0).Max());
                Assert.Equal(
                    calendars.Where(calendar => roles[calendar.Id] > 0).Select(calendar => $"{calendar.Id} {order[roles[calendar.Id] - 1]}").Order(),
                    sync.Replica.Calendars.Select(calendar => $"{calendar.Id} {calendar.Role}").Order());
                Assert.Equal(
                    events.Where(item => roles[item.CalendarId] > 0).Select(item => $"{item.CalendarId}/{item.Id} {(roles[item.CalendarId] == 1 ? "Busy" : item.Title)} {item.Start}").Order(),
                    sync.Replica.Events.Select(item => $"{item.CalendarId}/{item.Id} {item.Title} {item.Start}").Order());
            }
        }
    }
}
