using System.Text.Json;

namespace SignalREmulator.Tests;

/// <summary>Every operation, in both formats of its address, on connections, users and groups that exist and that do not exist.</summary>
public sealed class StatusTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const string Dated = "/api/hubs/status";
    private const string V1 = "/api/v1/hubs/status";

    // {c} is the id of an open connection of user "here", which is in group "full".
    public static TheoryData<string, string, int, string?> Operations => new()
    {
        { "POST", Dated + "/:send", 202, null },
        { "POST", Dated + "/:send?excluded=a&excluded=b", 202, null },
        { "POST", Dated + "/users/here/:send", 202, null },
        { "POST", Dated + "/users/gone/:send", 202, null },
        { "POST", Dated + "/groups/full/:send", 202, null },
        { "POST", Dated + "/groups/void/:send", 202, null },
        { "POST", Dated + "/connections/{c}/:send", 202, null },
        { "POST", Dated + "/connections/gone/:send", 202, null },
        { "PUT", Dated + "/groups/other/connections/{c}", 200, null },
        { "PUT", Dated + "/groups/other/connections/gone", 404, "Error.Connection.NotExisted" },
        { "DELETE", Dated + "/groups/other/connections/{c}", 200, null },
        { "DELETE", Dated + "/groups/other/connections/gone", 200, null },
        { "DELETE", Dated + "/groups/other/connections/gone?api-version=2022-06-01", 404, "Error.Connection.NotExisted" },
        { "DELETE", Dated + "/connections/{c}/groups", 200, null },
        { "DELETE", Dated + "/connections/gone/groups", 200, null },
        { "PUT", Dated + "/users/here/groups/other", 200, null },
        { "PUT", Dated + "/users/gone/groups/other?ttl=60", 200, null },
        { "PUT", Dated + "/users/gone/groups/other?ttl=-1", 400, "InvalidArgument" },
        { "PUT", Dated + "/users/gone/groups/other?ttl=soon", 400, "InvalidArgument" },
        { "PUT", Dated + "/users/gone/groups/other?ttl=2147483648", 400, "InvalidArgument" },
        { "PUT", Dated + "/users/gone/groups/%20", 400, "InvalidArgument" },
        { "DELETE", Dated + "/users/here/groups/other", 204, null },
        { "DELETE", Dated + "/users/gone/groups/other", 204, null },
        { "DELETE", Dated + "/users/gone/groups", 204, null },
        { "HEAD", Dated + "/users/here/groups/full", 200, null },
        { "GET", Dated + "/users/here/groups/full", 200, null },
        { "HEAD", Dated + "/users/gone/groups/full", 404, "Info.User.NotInGroup" },
        { "GET", Dated + "/users/gone/groups/full", 404, "Info.User.NotInGroup" },
        { "HEAD", Dated + "/connections/{c}", 200, null },
        { "GET", Dated + "/connections/{c}", 200, null },
        { "HEAD", Dated + "/connections/gone", 404, "Warning.Connection.NotExisted" },
        { "GET", Dated + "/connections/gone", 404, "Warning.Connection.NotExisted" },
        { "HEAD", Dated + "/users/here", 200, null },
        { "GET", Dated + "/users/here", 200, null },
        { "HEAD", Dated + "/users/gone", 404, "Warning.User.NotExisted" },
        { "GET", Dated + "/users/gone", 404, "Warning.User.NotExisted" },
        { "HEAD", Dated + "/groups/full", 200, null },
        { "GET", Dated + "/groups/full", 200, null },
        { "HEAD", Dated + "/groups/void", 404, "Warning.Group.NotExisted" },
        { "GET", Dated + "/groups/void", 404, "Warning.Group.NotExisted" },
        { "GET", Dated + "/groups/full/connections", 200, null },
        { "GET", Dated + "/groups/void/connections", 200, null },
        { "GET", Dated + "/groups/full/connections?maxpagesize=201", 400, "InvalidArgument" },
        { "GET", Dated + "/groups/full/connections?top=0", 400, "InvalidArgument" },
        { "GET", Dated + "/groups/full/connections?continuationToken=%3F", 400, "InvalidArgument" },
        { "DELETE", Dated + "/connections/{c}?reason=enough", 200, null },
        { "DELETE", Dated + "/connections/gone", 404, "Warning.Connection.NotExisted" },
        { "POST", Dated + "/:closeConnections", 204, null },
        { "POST", Dated + "/groups/full/:closeConnections", 204, null },
        { "POST", Dated + "/groups/void/:closeConnections", 204, null },
        { "POST", Dated + "/users/here/:closeConnections", 204, null },
        { "POST", Dated + "/users/gone/:closeConnections", 204, null },
        { "POST", Dated + "/:generateToken", 200, null },
        { "POST", Dated + "/:generateToken?userId=here&minutesToExpire=1", 200, null },
        { "POST", Dated + "/:generateToken?minutesToExpire=0", 400, "InvalidArgument" },
        { "GET", "/api/auth/accessKey", 200, null },
        { "GET", "/api/auth/accessKey?api-version=1999-01-01", 400, "InvalidArgument" },
        { "GET", Dated + "/groups/full?api-version=", 400, "InvalidArgument" },
        { "GET", Dated + "/groups/full?api-version=2024-05-01", 400, "InvalidArgument" },
        { "GET", Dated + "/groups/full?api-version=2022-06-01", 200, null },
        { "GET", Dated + "/groups/full?api-version=2022-11-01", 200, null },
        { "GET", Dated + "/groups/full?api-version=2023-07-01", 200, null },
        { "GET", "/api/hubs/1nvalid/groups/full", 400, "InvalidArgument" },
        { "GET", "/api/hubs/status/groups/full?application=no%20good", 400, "InvalidArgument" },
        { "GET", "/api/health", 200, null },
        { "HEAD", "/api/health", 200, null },

        { "POST", V1, 202, null },
        { "POST", V1 + "/users/here", 202, null },
        { "POST", V1 + "/users/gone", 202, null },
        { "POST", V1 + "/groups/full", 202, null },
        { "POST", V1 + "/groups/void", 202, null },
        { "POST", V1 + "/connections/{c}", 202, null },
        { "POST", V1 + "/connections/gone", 202, null },
        { "PUT", V1 + "/groups/other/connections/{c}", 200, null },
        { "PUT", V1 + "/groups/other/connections/gone", 404, "Error.Connection.NotExisted" },
        { "DELETE", V1 + "/groups/other/connections/{c}", 200, null },
        { "DELETE", V1 + "/groups/other/connections/gone", 404, "Error.Connection.NotExisted" },
        { "PUT", V1 + "/groups/other/users/here", 202, null },
        { "PUT", V1 + "/groups/other/users/gone?ttl=60", 202, null },
        { "PUT", V1 + "/groups/other/users/gone?ttl=-1", 400, "InvalidArgument" },
        { "DELETE", V1 + "/groups/other/users/here", 202, null },
        { "DELETE", V1 + "/groups/other/users/gone", 202, null },
        { "DELETE", V1 + "/users/gone/groups", 200, null },
        { "HEAD", V1 + "/groups/full/users/here", 200, null },
        { "GET", V1 + "/groups/full/users/here", 200, null },
        { "HEAD", V1 + "/groups/full/users/gone", 404, "Info.User.NotInGroup" },
        { "GET", V1 + "/groups/full/users/gone", 404, "Info.User.NotInGroup" },
        { "HEAD", V1 + "/connections/{c}", 200, null },
        { "GET", V1 + "/connections/gone", 404, "Warning.Connection.NotExisted" },
        { "HEAD", V1 + "/users/here", 200, null },
        { "GET", V1 + "/users/gone", 404, "Warning.User.NotExisted" },
        { "HEAD", V1 + "/groups/full", 200, null },
        { "GET", V1 + "/groups/void", 404, "Warning.Group.NotExisted" },
        { "DELETE", V1 + "/connections/{c}", 202, null },
        { "DELETE", V1 + "/connections/gone", 404, "Warning.Connection.NotExisted" },
        { "GET", "/api/v1/auth/accessKey", 200, null },
        { "HEAD", "/api/v1/health", 200, null },
        { "GET", "/api/v1/health", 200, null },
    };

    [Theory, MemberData(nameof(Operations))]
    public async Task An_operation_answers_as_the_service_does(string method, string path, int status, string? code)
    {
        var emulator = shared.Emulator;
        // Each row has its own hub: a call that closes all connections must not close those of another row.
        var hub = $"s{Guid.NewGuid():N}";
        path = path.Replace("/hubs/status", $"/hubs/{hub}", StringComparison.Ordinal);
        await emulator.AddUserAsync(hub, "here", "full");
        await using var client = emulator.Client(hub, "here");
        await client.StartAsync(TestContext.Current.CancellationToken);
        path = path.Replace("{c}", client.ConnectionId, StringComparison.Ordinal);
        if (!path.StartsWith("/api/v1/", StringComparison.Ordinal) && !path.Contains("api-version", StringComparison.Ordinal))
        {
            path += $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version={RunningEmulator.Version}";
        }

        using var body = method == "POST" ? RunningEmulator.Json("""{"target":"x","arguments":[]}""") : null;
        using var answer = await emulator.CallAsync(new HttpMethod(method), path, body);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, answer.Headers.TryGetValues("x-ms-error-code", out var codes) ? codes.Single() : null);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (code is not null && method != "HEAD")
        {
            Assert.Equal(code, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
        }

        if (method == "HEAD")
        {
            Assert.Empty(text);
        }
    }

    [Fact]
    public async Task A_dated_call_without_a_version_is_refused()
    {
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Get, "/api/hubs/calendar/groups/full");

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("api-version", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_a_connection_is_added_with_a_warning_in_the_body()
    {
        using var answer = await shared.Emulator.AddUserAsync("calendar", "nobody", "team");

        Assert.Equal(
            """{"code":"Warning.User.NotExisted","level":"Warning","scope":"User","errorKind":"NotExisted","message":"The user has no open connection; later ones will join.","isSuccess":true}""",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_group_name_may_be_1024_characters_of_any_script_and_no_more()
    {
        var longest = new string('語', 1024);
        using var taken = await shared.Emulator.AddUserAsync("calendar", "nobody", longest);
        using var refused = await shared.Emulator.AddUserAsync("calendar", "nobody", longest + "x");

        Assert.Equal(200, (int)taken.StatusCode);
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("ä ö:+", "ä ö: ")]
    [InlineData("A", "a")]
    public async Task Names_that_only_look_alike_are_different_groups(string name, string other)
    {
        var user = Guid.NewGuid().ToString();
        await shared.Emulator.AddUserAsync("names", user, name);

        Assert.Equal(200, await InGroupAsync(name));
        Assert.Equal(404, await InGroupAsync(other));

        async Task<int> InGroupAsync(string group)
        {
            using var answer = await shared.Emulator.CallAsync(HttpMethod.Get, $"/api/v1/hubs/names/groups/{Uri.EscapeDataString(group)}/users/{user}");
            return (int)answer.StatusCode;
        }
    }
}
