using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Authentication;

/// <summary>What stops the program at start, and what configuration changes.</summary>
public class StartTests(CalendarSystem system)
{
    [Fact]
    public async Task A_plain_http_authority_is_refused_outside_Development()
    {
        var refusal = await system.RefusalAsync(environment: "Production");

        Assert.Contains("AzureAd:Instance is plain http", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureAd:ClientId", "", "AzureAd:ClientId must be the application's id")]
    [InlineData("AzureAd:ClientId", "calendar", "AzureAd:ClientId must be the application's id")]
    [InlineData("AzureAd:Instance", "login", "AzureAd:Instance must be an absolute http(s) address")]
    [InlineData("ConnectionStrings:signalr", "", "signalr")]
    [InlineData("ConnectionStrings:calendar", "", "connection string")]
    public async Task Wrong_settings_are_named(string key, string value, string named)
    {
        var refusal = await system.RefusalAsync(new Dictionary<string, string> { [key] = value });

        Assert.Contains(named, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entras_own_authority_is_taken_outside_Development()
    {
        using var api = system.Start(new Dictionary<string, string> { ["AzureAd:Instance"] = "https://login.microsoftonline.com/" }, "Production");
        using var nobody = new Caller(api.Address, Guid.Empty, null);

        Assert.Equal(
            "https://login.microsoftonline.com/organizations/v2.0",
            (string?)(await nobody.GetAsync("/api/client-configuration")).Is(HttpStatusCode.OK).Json["authority"]);
        (await nobody.GetAsync("/scalar")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await nobody.GetAsync("/api/calendars")).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Only_tenants_of_the_list_are_taken_when_there_is_one()
    {
        var listed = system.NewTenant();
        using var api = system.Start(new Dictionary<string, string> { ["Tenants:Allowed:0"] = listed.Id.ToString() });
        using var inside = listed.At(api.Address).SignIn(Tenant.Read);
        using var outside = system.NewTenant().At(api.Address).SignIn(Tenant.Read);

        (await inside.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
        (await outside.GetAsync("/api/calendars")).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task An_authority_of_one_tenant_takes_no_other()
    {
        var own = system.NewTenant();
        using var api = system.Start(new Dictionary<string, string> { ["AzureAd:TenantId"] = "aaaaaaaa-1111-4111-8111-111111111111" });
        using var other = own.At(api.Address).SignIn(Tenant.Read);

        (await other.GetAsync("/api/calendars")).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }
}
