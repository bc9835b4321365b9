using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Documentation;

public class OpenApiTests(CalendarSystem system)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Anonymous = ["GetClientConfiguration"];

    [Fact]
    public async Task Every_operation_is_documented_with_name_summary_sign_in_and_problems()
    {
        var operations = Operations(await DocumentAsync());

        Assert.Equal(
            [
                "AddDemo", "DeleteCalendar", "DeleteEvent", "DeletePerson", "ExportCalendar", "GetCalendar", "GetChanges", "GetClientConfiguration", "GetEvent", "GetHead",
                "GetPerson", "ImportCalendar", "ListCalendars", "ListEvents", "ListPeople", "Negotiate", "PutCalendar", "PutEvent", "PutPerson",
            ],
            operations.Select(operation => (string)operation["operationId"]!).Order(StringComparer.Ordinal));
        Assert.All(operations, operation => Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]), $"{operation["operationId"]} has no summary."));
        Assert.All(operations.Where(operation => !Anonymous.Contains((string)operation["operationId"]!)), operation =>
        {
            Assert.NotNull(operation["security"]?[0]?["Bearer"]);
            foreach (var status in (string[])["401", "403", "429"])
            {
                Assert.NotNull(operation["responses"]![status]);
            }
        });
    }

    [Fact]
    public async Task Bodies_and_answers_are_described()
    {
        var document = await DocumentAsync();
        var put = document["paths"]!["/api/calendars/{calendar}/events/{id}"]!["put"]!;

        Assert.NotNull(put["requestBody"]!["content"]!["application/json"]!["schema"]);
        foreach (var status in (string[])["200", "201"])
        {
            Assert.Contains("EventJson", put["responses"]![status]!["content"]!["application/json"]!["schema"]!.ToJsonString(), StringComparison.Ordinal);
        }

        foreach (var status in (string[])["400", "404", "409", "412", "413", "415", "428"])
        {
            Assert.NotNull(put["responses"]![status]!["content"]!["application/problem+json"]);
        }

        var parameters = document["paths"]!["/api/calendars/{calendar}/events"]!["get"]!["parameters"]!.AsArray();
        Assert.Equal(["calendar", "from", "to", "after", "limit"], parameters.Select(parameter => (string)parameter!["name"]!));
    }

    /// <summary>CalendarWeb generates its wire types from the file.</summary>
    [Fact]
    public async Task The_document_in_the_repository_is_what_the_API_serves()
    {
        var served = await DocumentAsync();
        var text = served.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        var checkedIn = Path.Combine(AppContext.BaseDirectory, "Contracts", "openapi.json");
        var found = Path.Combine(AppContext.BaseDirectory, "openapi.json");
        await File.WriteAllTextAsync(found, text, TestContext.Current.CancellationToken);

        Assert.True(
            File.Exists(checkedIn) && await File.ReadAllTextAsync(checkedIn, TestContext.Current.CancellationToken) == text,
            $"The API serves another document. Copy {found} to tests/Contracts/openapi.json, and run `npm run types` in CalendarWeb.");
    }

    [Fact]
    public async Task The_document_is_made_once_and_not_sent_to_whoever_has_it()
    {
        using var nobody = new Caller(system.Address, Guid.Empty, null);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => nobody.GetAsync($"/openapi/v1.json?{number}")));

        // The server has one text, whatever name the caller gave it.
        var other = await nobody.GetAsync("/openapi/v1.json", ("Host", "elsewhere.example"));
        var again = await nobody.GetAsync("/openapi/v1.json", ("If-None-Match", other.ETag!));

        Assert.All(answers, answer => Assert.Equal((other.ETag, other.Text), (answer.ETag, answer.Text)));
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Text));
    }

    [Fact]
    public async Task In_Development_there_is_a_page_to_try_it()
    {
        using var nobody = new Caller(system.Address, Guid.Empty, null);

        var page = await nobody.GetAsync("/scalar/");

        Assert.Contains("openapi/v1.json", page.Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    private async Task<JsonNode> DocumentAsync()
    {
        using var nobody = new Caller(system.Address, Guid.Empty, null);
        return (await nobody.GetAsync("/openapi/v1.json")).Is(HttpStatusCode.OK).Json;
    }

    private static List<JsonObject> Operations(JsonNode document) =>
        [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!.AsObject())];
}
