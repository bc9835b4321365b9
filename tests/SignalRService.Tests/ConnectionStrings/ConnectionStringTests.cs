using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.ConnectionStrings;

public class ConnectionStringTests
{
    public static TheoryData<string, string> Spellings => new()
    {
        { "Endpoint=https://a.service.signalr.net;AccessKey=k;Version=1.0;", "https://a.service.signalr.net/" },
        { "endpoint=https://a.service.signalr.net/;ACCESSKEY=k", "https://a.service.signalr.net/" },
        { "Endpoint=http://localhost;Port=8888;AccessKey=k;Version=1.0;", "http://localhost:8888/" },
        { " Endpoint = https://a.example ; AccessKey = k ; Unknown = ignored ;;", "https://a.example/" },
        { "Endpoint=https://a.example:444;Port=445;AccessKey=k", "https://a.example:445/" },
        { "Endpoint=https://A.Example:443;AccessKey=k;Version=1.12-preview", "https://a.example/" },
        { "Endpoint=http://[::1]:5000;AccessKey=k", "http://[::1]:5000/" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void The_endpoint_is_read_whatever_the_spelling(string text, string endpoint)
    {
        var parsed = SignalRConnectionString.Parse(text);

        Assert.Equal(endpoint, parsed.Endpoint.AbsoluteUri);
        Assert.Equal(endpoint, parsed.ClientEndpoint.AbsoluteUri);
        Assert.Equal(endpoint, parsed.ServerEndpoint.AbsoluteUri);
    }

    [Fact]
    public void Only_the_first_equals_sign_of_a_pair_separates() =>
        Assert.Equal(new ServiceAuthentication.AccessKey("a=b=="), SignalRConnectionString.Parse("Endpoint=https://a.example;AccessKey=a=b==").Authentication);

    [Fact]
    public void Client_and_server_endpoints_may_differ_from_the_service()
    {
        var parsed = SignalRConnectionString.Parse(
            "Endpoint=https://a.example;AccessKey=k;ClientEndpoint=https://clients.example/signalr/;ServerEndpoint=https://servers.example:8443");

        Assert.Equal("https://a.example/", parsed.Endpoint.AbsoluteUri);
        Assert.Equal("https://clients.example/signalr", parsed.ClientEndpoint.AbsoluteUri);
        Assert.Equal("https://servers.example:8443/", parsed.ServerEndpoint.AbsoluteUri);
    }

    [Fact]
    public void Client_tokens_are_for_the_service_whatever_its_port_and_the_proxies_before_it() =>
        Assert.Equal(
            "https://a.example/",
            SignalRConnectionString.Parse("Endpoint=https://a.example;Port=8443;AccessKey=k;ClientEndpoint=https://clients.example;ServerEndpoint=https://servers.example").Audience.AbsoluteUri);

    public static TheoryData<string, object> Authentications => new()
    {
        { "AuthType=azure", new ServiceAuthentication.DefaultIdentity() },
        { "AuthType=AZURE;AccessKey=not-used", new ServiceAuthentication.DefaultIdentity() },
        { "AuthType=azure.msi", new ServiceAuthentication.ManagedIdentity(null) },
        { "AuthType=azure.msi;ClientId=c", new ServiceAuthentication.ManagedIdentity("c") },
        { "AuthType=azure.app;ClientId=c;TenantId=t;ClientSecret=s", new ServiceAuthentication.ApplicationSecret("t", "c", "s") },
        { "AuthType=azure.app;ClientId=c;TenantId=t;ClientCertPath=/p", new ServiceAuthentication.ApplicationCertificate("t", "c", "/p") },
        { "AuthType=azure.app;ClientId=c;TenantId=t;clientCert=/p", new ServiceAuthentication.ApplicationCertificate("t", "c", "/p") },
        { "AuthType=aad", new ServiceAuthentication.ManagedIdentity(null) },
        { "AuthType=aad;ClientId=c", new ServiceAuthentication.ManagedIdentity("c") },
        { "AuthType=aad;ClientId=c;TenantId=t;ClientSecret=s", new ServiceAuthentication.ApplicationSecret("t", "c", "s") },
        { "AccessKey=k", new ServiceAuthentication.AccessKey("k") },
    };

    [Theory]
    [MemberData(nameof(Authentications))]
    public void The_way_to_prove_who_we_are_is_read(string pairs, object expected) =>
        Assert.Equal(expected, SignalRConnectionString.Parse("Endpoint=https://a.example;" + pairs).Authentication);

    public static TheoryData<string, string> Refused => new()
    {
        { "", "at least an Endpoint" },
        { "Endpoint=https://a.example", "at least an Endpoint" },
        { "AccessKey=SECRET;Version=1.0", "no Endpoint" },
        { "Endpoint=https://a.example;Version=1.0", "neither an AccessKey nor an AuthType" },
        { "Endpoint=https://a.example;AccessKey=", "neither an AccessKey nor an AuthType" },
        { "Endpoint=https://a.example;AccessKey=SECRET;accesskey=SECRET", "Part 3 of the connection string repeats a key" },
        { "Endpoint=https://a.example;SECRET", "Part 2 of the connection string is not Key=Value" },
        { "Endpoint=https://a.example;=SECRET", "Part 2 of the connection string has no key" },
        { "Endpoint=ftp://SECRET;AccessKey=SECRET", "Endpoint is not an http or https address" },
        { "Endpoint=SECRET;AccessKey=SECRET", "Endpoint is not an http or https address" },
        { "Endpoint=https://u:SECRET@a.example;AccessKey=SECRET", "must have no user, query or fragment" },
        { "Endpoint=https://a.example?x=SECRET;AccessKey=SECRET", "must have no user, query or fragment" },
        { "Endpoint=https://a.example;AccessKey=SECRET;ClientEndpoint=SECRET", "ClientEndpoint is not" },
        { "Endpoint=https://a.example;AccessKey=SECRET;ServerEndpoint=SECRET", "ServerEndpoint is not" },
        { "Endpoint=https://a.example;AccessKey=SECRET;Version=2.0", "Version is not 1.x" },
        { "Endpoint=https://a.example;AccessKey=SECRET;Version=1", "Version is not 1.x" },
        { "Endpoint=https://a.example;AccessKey=SECRET;Version=1.x", "Version is not 1.x" },
        { "Endpoint=https://a.example;AccessKey=SECRET;Version=", "Version is not 1.x" },
        { "Endpoint=https://a.example;AccessKey=SECRET;Port=0", "Port is not a number from 1 to 65535" },
        { "Endpoint=https://a.example;AccessKey=SECRET;Port=65536", "Port is not a number from 1 to 65535" },
        { "Endpoint=https://a.example;AccessKey=SECRET;Port=+80", "Port is not a number from 1 to 65535" },
        { "Endpoint=https://a.example;AuthType=SECRET", "AuthType must be" },
        { "Endpoint=https://a.example;AuthType=azure.app;ClientSecret=SECRET", "needs a TenantId" },
        { "Endpoint=https://a.example;AuthType=azure.app;TenantId=t;ClientSecret=SECRET", "needs a ClientId" },
        { "Endpoint=https://a.example;AuthType=azure.app;TenantId=t;ClientId=c", "needs a ClientSecret or a ClientCertPath" },
        { "Endpoint=https://a.example;AuthType=azure.app;TenantId=t;ClientId=c;ClientSecret=SECRET;ClientCertPath=p", "not both" },
        { "Endpoint=http://a.example;AuthType=azure", "must be https, or on this machine" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_broken_string_is_refused_with_the_reason_and_without_its_values(string text, string reason)
    {
        var error = Assert.Throws<FormatException>(() => SignalRConnectionString.Parse(text));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_parsed_string_does_not_show_its_secrets_as_text()
    {
        var key = SignalRConnectionString.Parse("Endpoint=https://a.example;AccessKey=SECRET");
        var app = SignalRConnectionString.Parse("Endpoint=https://a.example;AuthType=azure.app;ClientId=c;TenantId=t;ClientSecret=SECRET");

        Assert.DoesNotContain("SECRET", $"{key} {key.Authentication} {app} {app.Authentication}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_connection_string_stops_the_start()
    {
        using var host = Client.Host("");

        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("ConnectionStrings:signalr is not set", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_out_of_range_stop_the_start()
    {
        using var host = Client.Host("Endpoint=https://a.example;AccessKey=k", configure: options => options.MaxRetries = 11);

        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }
}
