using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CalendarApi.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CalendarApi.Tests.Negotiation;

/// <summary>Negotiation as clients do it, with the real client and against the real service's emulator.</summary>
public class NegotiationTests(CalendarSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_answer_is_an_address_and_a_token_and_nothing_else()
    {
        using var caller = system.NewTenant().SignIn(Tenant.Read);

        var answer = (await caller.PostAsync("/api/negotiate?negotiateVersion=1")).Is(HttpStatusCode.OK);

        Assert.Equal(["url", "accessToken"], answer.Json.AsObject().Select(member => member.Key));
        Assert.Equal($"{system.SignalRAddress.AbsoluteUri}client/?hub=calendar", (string?)answer.Json["url"]);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task The_token_names_tenant_and_user_lives_no_longer_than_the_callers_and_closes_the_connection_then()
    {
        var tenant = system.NewTenant();
        var expires = TimeProvider.System.GetUtcNow().AddMinutes(7).ToUnixTimeSeconds();
        using var caller = tenant.SignIn(Tenant.Read, change: claims => claims["exp"] = expires);

        var answer = await caller.PostAsync("/api/negotiate");
        var token = new JsonWebToken((string)answer.Json["accessToken"]!);

        Assert.Equal($"{tenant.Id:D}:{caller.User:D}", token.GetPayloadValue<string>("asrs.s.uid"));
        Assert.Equal(expires, token.GetPayloadValue<long>("exp"));
        Assert.Contains(token.Claims, claim => claim.Type is "asrs.s.coae");
        Assert.DoesNotContain(token.Claims, claim => claim.Type is "scp" or "name" or "oid");
    }

    [Fact]
    public async Task A_token_that_is_taken_only_because_clocks_differ_opens_no_connection()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var caller = system.NewTenant().SignIn(Tenant.Read, change: claims =>
        {
            claims["nbf"] = now.AddHours(-1).ToUnixTimeSeconds();
            claims["exp"] = now.AddSeconds(-20).ToUnixTimeSeconds();
        });
        (await caller.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);

        var answer = await caller.PostAsync("/api/negotiate");

        answer.IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_negotiated_client_hears_its_own_tenant_and_no_other()
    {
        var contoso = system.NewTenant();
        var fabrikam = system.NewTenant();
        using var adele = contoso.SignIn(Tenant.Read);
        using var diego = fabrikam.SignIn(Tenant.Read);

        await using var ours = await ConnectAsync(adele);
        await using var theirs = await ConnectAsync(diego);
        var oursHeard = Heard(ours);
        var theirsHeard = Heard(theirs);

        await PushAsync(contoso.Id, "for contoso");
        Assert.Equal("for contoso", await oursHeard.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));

        // Had contoso's push reached fabrikam too, it would have been heard before this one.
        await PushAsync(fabrikam.Id, "for fabrikam");
        Assert.Equal("for fabrikam", await theirsHeard.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nothing_that_a_client_sends_names_a_group_or_a_user()
    {
        var own = system.NewTenant();
        var other = system.NewTenant();
        using var caller = own.SignIn(Tenant.Read);

        var answer = await caller.PostAsync(
            $"/api/negotiate?negotiateVersion=1&userId={other.Id:D}:x&group={other.Id:D}&tid={other.Id:D}&hub=other",
            new StringContent($$"""{"userId":"{{other.Id:D}}:x","groups":["{{other.Id:D}}"]}""", Encoding.UTF8, "application/json"),
            ("X-MS-CLIENT-PRINCIPAL-ID", $"{other.Id:D}"), ("X-ZUMO-AUTH", "x"));

        var token = new JsonWebToken((string)answer.Is(HttpStatusCode.OK).Json["accessToken"]!);
        Assert.Equal($"{own.Id:D}:{caller.User:D}", token.GetPayloadValue<string>("asrs.s.uid"));
        Assert.DoesNotContain(other.Id.ToString("D"), answer.Text, StringComparison.Ordinal);
        Assert.EndsWith("hub=calendar", (string?)answer.Json["url"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_SignalR_is_away_the_client_is_told_when_to_come_back()
    {
        var tenant = system.NewTenant();
        // Port 9 (discard) takes no connections here.
        using var api = system.Start(new Dictionary<string, string> { ["ConnectionStrings:signalr"] = $"Endpoint=http://127.0.0.1:9;AccessKey={CalendarSystem.SignalRKey};Version=1.0;" });
        using var caller = tenant.At(api.Address).SignIn();

        var answer = await caller.PostAsync("/api/negotiate");

        answer.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.InRange(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task When_SignalR_refuses_the_key_the_reason_stays_here()
    {
        using var api = system.Start(new Dictionary<string, string>
        {
            ["ConnectionStrings:signalr"] = $"Endpoint={system.SignalRAddress.AbsoluteUri.TrimEnd('/')};AccessKey=anotherkeyanotherkeyanotherkeyanotherkey;Version=1.0;",
        });
        using var caller = system.NewTenant().At(api.Address).SignIn();

        var answer = await caller.PostAsync("/api/negotiate");

        answer.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.DoesNotContain("anotherkey", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_user_opens_so_many_connections_and_no_more()
    {
        var tenant = system.NewTenant();
        using var api = system.Start(new Dictionary<string, string> { ["Negotiation:Burst"] = "3", ["Negotiation:PerHour"] = "60" });
        using var greedy = tenant.At(api.Address).SignIn();
        using var colleague = tenant.At(api.Address).SignIn();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => greedy.PostAsync("/api/negotiate")));

        Assert.InRange(answers.Count(answer => answer.Status is HttpStatusCode.OK), 3, 11);
        var refused = answers.Where(answer => answer.Status is not HttpStatusCode.OK).ToList();
        Assert.All(refused, answer =>
        {
            Assert.StartsWith("You opened too many connections", (string?)answer.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests")["detail"], StringComparison.Ordinal);
            Assert.InRange(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        });
        (await greedy.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
        (await colleague.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_users_of_a_tenant_together_open_so_many_connections_and_no_more()
    {
        var greedy = system.NewTenant();
        using var api = system.Start(new Dictionary<string, string> { ["Negotiation:TenantBurst"] = "3", ["Negotiation:TenantPerHour"] = "60" });
        using var other = system.NewTenant().At(api.Address).SignIn();

        // Another user each time.
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var user = greedy.At(api.Address).SignIn();
            return await user.PostAsync("/api/negotiate");
        }));

        Assert.InRange(answers.Count(answer => answer.Status is HttpStatusCode.OK), 3, 11);
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.OK), answer =>
            Assert.StartsWith("The users of your tenant together opened too many connections", (string?)answer.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests")["detail"], StringComparison.Ordinal));
        (await other.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Asking_with_GET_is_not_allowed()
    {
        using var caller = system.NewTenant().SignIn();

        var answer = await caller.GetAsync("/api/negotiate");

        answer.IsProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal("POST", answer.Header("Allow"));
    }

    private async Task<HubConnection> ConnectAsync(Caller caller)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(system.Address, "/api"), options => options.AccessTokenProvider = () => Task.FromResult(caller.Token))
            .Build();
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static TaskCompletionSource<string?> Heard(HubConnection connection)
    {
        var heard = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.On<JsonElement>("reload", message => heard.TrySetResult(message.GetString()));
        return heard;
    }

    private async Task PushAsync(Guid tenant, string message)
    {
        var url = new Uri(system.SignalRAddress, $"/api/hubs/calendar/groups/{tenant:D}/:send?api-version=2024-12-01");
        var now = TimeProvider.System.GetUtcNow();
        var key = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(CalendarSystem.SignalRKey)), SecurityAlgorithms.HmacSha256);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(JsonSerializer.Serialize(new { target = "reload", arguments = new[] { message } }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Audience = url.GetLeftPart(UriPartial.Path),
            Expires = now.AddMinutes(5).UtcDateTime,
            SigningCredentials = key,
        }));

        using var http = new HttpClient();
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
