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
    [InlineData("AzureAd:ClientId", "", "AzureAd:ClientId: It is not set.")]
    [InlineData("AzureAd:ClientId", "calendar", "AzureAd:ClientId must be the application's id")]
    [InlineData("AzureAd:Instance", "login", "AzureAd:Instance must be an absolute http(s) address")]
    [InlineData("ConnectionStrings:signalr", "", "ConnectionStrings:signalr is not set")]
    [InlineData("ConnectionStrings:calendar", "", "ConnectionStrings:calendar is not set")]
    [InlineData("ConnectionStrings:calendar", "calendar.db", "ConnectionStrings:calendar: It is of no known store.")]
    [InlineData("ConnectionStrings:calendar", "Data Source=a;Color=blue", "ConnectionStrings:calendar: ")]
    [InlineData("ConnectionStrings:calendar", "AccountEndpoint=http://elsewhere.example", "ConnectionStrings:calendar: AccountEndpoint is plain http")]
    [InlineData("Tenants:Allowed", "contoso", "Tenants:Allowed contains 'contoso'")]
    [InlineData("Tenants:Allowed", "*,aaaaaaaa-1111-4111-8111-111111111111", "Tenants:Allowed contains '*'")]
    [InlineData("RateLimits:Burst", "0", "RateLimits:Burst: The field Burst must be between")]
    [InlineData("RateLimits:Burst", "many", "'RateLimits:Burst'")]
    [InlineData("RequestLimits:MaxHeaderBytes", "1", "RequestLimits:MaxHeaderBytes")]
    public async Task Wrong_settings_are_named(string key, string value, string named)
    {
        var refusal = await system.RefusalAsync(new Dictionary<string, string> { [key] = value });

        Assert.Contains(named, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_settings_that_are_missing_are_named_at_once_without_a_stack_trace()
    {
        var refusal = await system.RefusalAsync(
            new Dictionary<string, string>
            {
                ["ConnectionStrings:calendar"] = "",
                ["ConnectionStrings:signalr"] = "",
                ["AzureAd:ClientId"] = "",
                ["AzureAd:Instance"] = "https://login.microsoftonline.com/",
            },
            "Production");

        foreach (var name in (string[])["ConnectionStrings:calendar", "ConnectionStrings:signalr", "AzureAd:ClientId", "Tenants:Allowed"])
        {
            Assert.Single(refusal.Split('\n'), line => line.StartsWith($"  {name}", StringComparison.Ordinal));
        }

        Assert.DoesNotContain("   at ", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    public async Task Outside_Development_nobody_is_let_in_by_a_setting_that_is_missing(string tenants)
    {
        var refusal = await system.RefusalAsync(
            new Dictionary<string, string> { ["AzureAd:Instance"] = "https://login.microsoftonline.com/", ["Tenants:Allowed"] = tenants }, "Production");

        Assert.Contains("Tenants:Allowed is not set", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entras_own_authority_is_taken_outside_Development()
    {
        using var api = system.Start(new Dictionary<string, string> { ["AzureAd:Instance"] = "https://login.microsoftonline.com/", ["Tenants:Allowed"] = "*" }, "Production");
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
