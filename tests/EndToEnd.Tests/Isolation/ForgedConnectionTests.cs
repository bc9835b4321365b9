using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.Clients;
using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace EndToEnd.Tests.Isolation;

/// <summary>A user of one tenant, with a valid token, tries every known way to receive another tenant's pushes.</summary>
[Collection(SharedSystem.Name)]
public sealed class ForgedConnectionTests(SharedSystem shared) : IAsyncDisposable
{
    private const string Contoso = "aaaaaaaa-1111-4111-8111-111111111111";
    private const string Fabrikam = "bbbbbbbb-2222-4222-8222-222222222222";
    private const string Diego = $"{Fabrikam}:bbbbbbbb-2222-4222-8222-b00000000001";

    private readonly RunningSystem system = shared.Running;
    private readonly HttpClient http = new();
    private readonly List<HubConnection> connections = [];
    private readonly List<(HubConnection By, Reload Push)> heard = [];
    private readonly SemaphoreSlim pushed = new(0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_added_to_a_negotiation_or_an_address_a_connection_hears_its_own_tenant_alone()
    {
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        using var diego = await system.SignInAsync("diego@fabrikam.example", Cancel);
        var (url, token) = await NegotiateAsync(adele, "");
        var (victims, _) = await NegotiateAsync(diego, "");

        await ConnectAsync($"{url}&userId={Diego}&user={Diego}&nameid={Diego}&asrs.s.uid={Diego}", token);
        await ConnectAsync($"{url}&group={Fabrikam}&groups={Fabrikam}&asrs.s.gps={Fabrikam}", token);
        await ConnectAsync(victims, token);
        foreach (var addition in (string[])[$"&userId={Diego}", $"&tid={Fabrikam}&tenant={Fabrikam}", $"&group={Fabrikam}", "&hub=calendar&hub=other"])
        {
            var (forgedUrl, forgedToken) = await NegotiateAsync(adele, addition);
            await ConnectAsync(forgedUrl, forgedToken);
        }

        await OnlyContosoIsHeardAsync(adele, diego);
    }

    [Fact]
    public async Task A_token_opens_one_hub_and_only_as_it_was_signed()
    {
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        var (url, token) = await NegotiateAsync(adele, "");
        var parts = token.Split('.');

        await RefusedAsync(url.Replace("hub=calendar", "hub=other", StringComparison.Ordinal), token);
        await RefusedAsync($"{url}&hub=other", token);
        await RefusedAsync(url, $"{parts[0]}.{AsDiego(parts[1])}.{parts[2]}");
        await RefusedAsync(url, $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{AsDiego(parts[1])}.");
        await RefusedAsync(url, adele.Token);
    }

    [Fact]
    public async Task No_token_of_a_client_opens_the_data_plane()
    {
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        var (url, token) = await NegotiateAsync(adele, "");
        var service = new Uri(url).GetLeftPart(UriPartial.Authority);

        foreach (var bearer in (string[])[token, adele.Token])
        {
            foreach (var (method, path) in ((HttpMethod, string)[])[
                (HttpMethod.Post, $"groups/{Fabrikam}/:send"), (HttpMethod.Put, $"users/{Contoso}:x/groups/{Fabrikam}"), (HttpMethod.Post, ":send"),
                (HttpMethod.Post, $"users/{Diego}/:send"), (HttpMethod.Post, ":closeConnections"), (HttpMethod.Delete, $"users/{Diego}/groups")])
            {
                using var request = new HttpRequestMessage(method, $"{service}/api/hubs/calendar/{path}?api-version=2022-06-01");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
                request.Content = method == HttpMethod.Post ? JsonContent.Create(new { target = "reload", arguments = new[] { "forged" } }) : null;
                using var answer = await http.SendAsync(request, Cancel);
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            }
        }
    }

    [Fact]
    public async Task Someone_elses_negotiated_connection_is_not_taken_over()
    {
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        using var diego = await system.SignInAsync("diego@fabrikam.example", Cancel);
        var (url, token) = await NegotiateAsync(adele, "");
        var (_, diegosToken) = await NegotiateAsync(diego, "");

        // Diego negotiates with the service. Then Adele connects with the id of his connection and her own token, as if the id had leaked.
        using var negotiation = new HttpRequestMessage(HttpMethod.Post, url.Replace("/client/", "/client/negotiate", StringComparison.Ordinal) + "&negotiateVersion=1");
        negotiation.Headers.Authorization = new AuthenticationHeaderValue("Bearer", diegosToken);
        using var negotiated = await http.SendAsync(negotiation, Cancel);
        negotiated.EnsureSuccessStatusCode();
        var id = (await negotiated.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("connectionToken").GetString();
        await TryAsync($"{url}&id={id}", token, skipNegotiation: true);

        await OnlyContosoIsHeardAsync(adele, diego);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        http.Dispose();
        pushed.Dispose();
    }

    /// <summary>
    /// Both tenants write. Fabrikam writes first, and so much that Contoso never reaches its version: the version is all that tells the pushes of the two tenants apart.
    /// When Contoso's push has arrived, Fabrikam's would have arrived, too.
    /// </summary>
    private async Task OnlyContosoIsHeardAsync(ApiClient adele, ApiClient diego)
    {
        var mark = Guid.NewGuid().ToString("N");
        await using var victim = await FollowingClient.ConnectAsync(diego, Cancel);
        await using var colleague = await FollowingClient.ConnectAsync(adele, Cancel);
        var beyond = await adele.ReadVersionAsync(Cancel) + 10;
        await diego.CreateCalendarAsync($"fabrikam-{mark}", "Fabrikam's", Cancel);
        for (var written = 0; await diego.ReadVersionAsync(Cancel) < beyond; written++)
        {
            await diego.WriteEventAsync($"fabrikam-{mark}", $"e{written}", "Fabrikam's", Cancel);
        }

        await victim.HearsAsync(push => push.Version >= beyond, Cancel);
        await adele.CreateCalendarAsync($"contoso-{mark}", "Contoso's", Cancel);
        var contosos = await adele.ReadVersionAsync(Cancel);
        Assert.True(contosos < beyond, "Another test writes to Contoso, so that its pushes look like Fabrikam's.");
        await colleague.HearsAsync(push => push.Version == contosos, Cancel);

        // Each connection that was accepted is a client of its own tenant. A push of the other tenant would have arrived by then.
        foreach (var connection in connections.Where(connection => connection.State == HubConnectionState.Connected))
        {
            while (!HasHeard(connection, push => push.Version == contosos))
            {
                Assert.True(await pushed.WaitAsync(RunningSystem.Patience, Cancel), "A connection that was accepted received nothing.");
            }
        }

        Assert.DoesNotContain(connections, connection => HasHeard(connection, push => push.Version > contosos));
    }

    private bool HasHeard(HubConnection connection, Func<Reload, bool> wanted)
    {
        lock (heard)
        {
            return heard.Exists(item => item.By == connection && wanted(item.Push));
        }
    }

    private async Task<(string Url, string Token)> NegotiateAsync(ApiClient api, string addition)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/negotiate?negotiateVersion=1{addition}", UriKind.Relative));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-ID", Diego);
        request.Headers.Add("X-Tenant-Id", Fabrikam);
        request.Content = JsonContent.Create(new { userId = Diego, tenant = Fabrikam, tid = Fabrikam, groups = new[] { Fabrikam } });
        using var answer = await api.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (body.GetProperty("url").GetString()!, body.GetProperty("accessToken").GetString()!);
    }

    private async Task ConnectAsync(string url, string token)
    {
        var connection = Connection(url, token, skipNegotiation: false);
        await connection.StartAsync(Cancel);
    }

    private async Task RefusedAsync(string url, string token)
    {
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(url, token));
        Assert.True(refusal.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{refusal.StatusCode}");
    }

    /// <summary>The service may refuse the connection, or accept it and send nothing of the other tenant.</summary>
    private async Task TryAsync(string url, string token, bool skipNegotiation)
    {
        try
        {
            await Connection(url, token, skipNegotiation).StartAsync(Cancel);
        }
        catch (Exception refusal) when (refusal is not OperationCanceledException)
        {
            // It was refused.
        }
    }

    private HubConnection Connection(string url, string token, bool skipNegotiation)
    {
        var connection = new HubConnectionBuilder().WithUrl(url, options =>
        {
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
            options.SkipNegotiation = skipNegotiation;
            options.Transports = skipNegotiation ? HttpTransportType.WebSockets : options.Transports;
        }).Build();
        connection.On<Reload>("reload", push =>
        {
            lock (heard)
            {
                heard.Add((connection, push));
            }

            pushed.Release();
        });
        connections.Add(connection);
        return connection;
    }

    private static string AsDiego(string payload)
    {
        var padded = payload.Replace('-', '+').Replace('_', '/').PadRight((payload.Length + 3) / 4 * 4, '=');
        var claims = Encoding.UTF8.GetString(Convert.FromBase64String(padded));
        var forged = claims.Replace("aaaaaaaa-1111-4111-8111-a00000000001", "bbbbbbbb-2222-4222-8222-b00000000001", StringComparison.Ordinal).Replace(Contoso, Fabrikam, StringComparison.Ordinal);
        Assert.NotEqual(claims, forged);
        return Encode(forged);
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
