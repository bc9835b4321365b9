using System.Net;
using CalendarApi.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace CalendarApi.Tests.Problems;

/// <summary>What is damaged in the store. The web app deletes with the <c>etag</c> that it was told.</summary>
public class UnreadableItemTests(CalendarSystem system)
{
    private const string Calendar = "/api/calendars/team";

    [Theory]
    [InlineData($"{Calendar}/events/one", "event")]
    [InlineData(Calendar, "calendar")]
    public async Task A_damaged_item_is_a_problem_of_its_own_and_can_be_deleted(string path, string kind)
    {
        using var log = new CapturedLog();
        var folder = Directory.CreateTempSubdirectory("calendar-damage-");
        var store = $"Data Source={Path.Combine(folder.FullName, "calendar.db")};Pooling=false";
        using (var api = system.Start(new Dictionary<string, string> { ["ConnectionStrings:calendar"] = store }, services: log.AddTo))
        {
            // Nobody knows who may see a damaged calendar, so it is there for administrators alone.
            using var caller = system.NewTenant().At(api.Address).SignIn(change: claims => claims["roles"] = new[] { "Calendar.Admin" });
            (await caller.PutAsync(Calendar, Samples.Calendar)).Is(HttpStatusCode.Created);
            foreach (var id in (string[])["one", "two"])
            {
                (await caller.PutAsync($"{Calendar}/events/{id}", Samples.Event)).Is(HttpStatusCode.Created);
            }

            var etag = (await caller.GetAsync(path)).Is(HttpStatusCode.OK).ETag;
            await DamageAsync(store, kind);

            Assert.Equal(etag, (string)(await caller.GetAsync(path)).IsProblem(HttpStatusCode.Conflict, "unreadable-item")["etag"]!);
            Assert.Contains(log.Lines, line => line.Contains($"{kind}.team", StringComparison.Ordinal) && line.Contains("cannot be read", StringComparison.Ordinal));
            (await caller.PutAsync(path, kind == "event" ? Samples.Event : Samples.Calendar)).IsProblem(HttpStatusCode.Conflict, "unreadable-item");
            (await caller.DeleteAsync(path, "\"stale\"")).IsProblem(HttpStatusCode.Conflict, "unreadable-item");
            Assert.Equal(kind == "event" ? 1 : 2, (await caller.GetAsync($"{Calendar}/events")).Is(HttpStatusCode.OK).Json["items"]!.AsArray().Count);

            (await caller.DeleteAsync(path, etag)).Is(HttpStatusCode.NoContent);
            (await caller.GetAsync(path)).IsProblem(HttpStatusCode.NotFound, "not-found");
            (await caller.GetAsync("/health")).Is(HttpStatusCode.OK);
        }

        folder.Delete(recursive: true);
    }

    private static async Task DamageAsync(string store, string kind)
    {
        await using var connection = new SqliteConnection(store);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE entities SET content = '{\"title\":' WHERE kind = $kind AND id IN ('one', 'team')";
        command.Parameters.AddWithValue("$kind", kind);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
