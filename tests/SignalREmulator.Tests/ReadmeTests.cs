using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR.Client;

namespace SignalREmulator.Tests;

/// <summary>The table of operations in the emulator's README. Each operation answers as the table says.</summary>
public sealed class ReadmeTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private static readonly string[] Versions = ["2022-06-01", "2022-11-01", "2023-07-01", "2024-12-01"];

    public static TheoryData<string> Operations => [.. Rows().Select(row => row[0])];

    [Theory, MemberData(nameof(Operations))]
    public async Task An_operation_answers_as_the_readme_says_and_only_from_its_version_on(string operation)
    {
        var row = Rows().Single(row => row[0] == operation);
        foreach (var version in Versions)
        {
            var there = string.CompareOrdinal(version, row[3]) >= 0 || row[1].Contains("/api/health", StringComparison.Ordinal);
            Assert.Equal($"{version} {(there ? row[2] : "404")}", $"{version} {await CallAsync(row[1], "/api/hubs/", $"api-version={version}")}");
        }

        if (row[4] != "–")
        {
            Assert.Equal(row[5], await CallAsync(row[4], "/api/v1/hubs/", query: ""));
        }
        else if (!row[1].Contains("/:send", StringComparison.Ordinal))
        {
            Assert.Contains(await CallAsync(row[1], "/api/v1/hubs/", query: ""), (string[])["404", "405"]);
        }
    }

    [Fact]
    public void Every_operation_of_the_data_plane_is_in_the_table()
    {
        var served = ((IEnumerable<EndpointDataSource>)shared.Emulator.Services.GetService(typeof(IEnumerable<EndpointDataSource>))!)
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/hubs/", StringComparison.Ordinal) || endpoint.RoutePattern.RawText.StartsWith("/api/v1/hubs/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Where(method => method != "GET" || !endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("HEAD"))
                .Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}"));
        var told = Rows().SelectMany(row => new[] { Full(row[1], "/api/hubs/{hub}"), Full(row[4], "/api/v1/hubs/{hub}") }).Where(address => address.Contains("{hub}", StringComparison.Ordinal));

        Assert.Equal(told.Order(StringComparer.Ordinal), served.Order(StringComparer.Ordinal));

        static string Full(string address, string hub) => address.Split(' ') switch
        {
            [var method, var path] when !path.StartsWith("/api/", StringComparison.Ordinal) => $"{method} {hub}{path}",
            [var method] when method != "–" => $"{method} {hub}",
            _ => "",
        };
    }

    private async Task<string> CallAsync(string address, string root, string query)
    {
        // Each call has its own hub: a call that closes all connections must not close those of another call.
        var hub = $"r{Guid.NewGuid():N}";
        await shared.Emulator.AddUserAsync(hub, "anna", "team");
        await using var client = shared.Emulator.Client(hub, "anna");
        client.On("ask", () => Task.FromResult(1));
        await client.StartAsync(TestContext.Current.CancellationToken);

        var parts = address.Split(' ');
        var path = (parts.Length > 1 ? parts[1] : "")
            .Replace("{user}", "anna", StringComparison.Ordinal).Replace("{group}", "team", StringComparison.Ordinal)
            .Replace("{connection}", client.ConnectionId, StringComparison.Ordinal).Replace("{stream}", "1", StringComparison.Ordinal);
        if (!path.StartsWith("/api/", StringComparison.Ordinal))
        {
            path = $"{root}{hub}{path}";
        }

        using var body = parts[0] == "POST" ? RunningEmulator.Json(path.EndsWith(":execute", StringComparison.Ordinal) ? "[]" : """{"target":"ask","arguments":[]}""") : null;
        using var answer = await shared.Emulator.CallAsync(new HttpMethod(parts[0]), query.Length > 0 ? $"{path}?{query}" : path, body);
        return ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The cells of a row without code marks: operation, dated address, status, first version, v1 address, status.</summary>
    private static IEnumerable<string[]> Rows()
    {
        return File.ReadLines(RepositoryFolder.PathOf("Emulators", "SignalREmulator", "README.md"))
            .SkipWhile(line => !line.StartsWith("| operation |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray());
    }
}
