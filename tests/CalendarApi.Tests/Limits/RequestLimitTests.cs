using System.Net;
using CalendarApi.Limits;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Limits;

/// <summary>Nobody can use up what is for all: the buckets of users, tenants and addresses.</summary>
public class RequestLimitTests(CalendarSystem system)
{
    [Fact]
    public async Task One_user_gone_wild_is_slowed_down_and_nobody_else()
    {
        var tenant = system.NewTenant();
        using var api = system.Start(new Dictionary<string, string> { ["RateLimits:Burst"] = "5", ["RateLimits:PerSecond"] = "1" });
        using var wild = tenant.At(api.Address).SignIn();
        using var calm = tenant.At(api.Address).SignIn();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => wild.GetAsync("/api/calendars")));

        var refused = answers.Where(answer => answer.Status != HttpStatusCode.OK).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer =>
        {
            answer.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
            Assert.Matches("^[1-9][0-9]*$", answer.Header("Retry-After"));
            Assert.StartsWith("You sent too many requests.", (string?)answer.Json["detail"], StringComparison.Ordinal);
        });
        (await calm.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_tenant_gone_wild_is_slowed_down_and_no_other_tenant()
    {
        var wild = system.NewTenant();
        using var api = system.Start(new Dictionary<string, string> { ["RateLimits:TenantBurst"] = "5", ["RateLimits:TenantPerSecond"] = "1" });
        using var other = system.NewTenant().At(api.Address).SignIn();

        // Another user each time.
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var user = wild.At(api.Address).SignIn();
            return await user.GetAsync("/api/calendars");
        }));

        var refused = answers.Where(answer => answer.Status != HttpStatusCode.OK).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer =>
        {
            answer.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
            Assert.Matches("^[1-9][0-9]*$", answer.Header("Retry-After"));
            Assert.StartsWith("The users of your tenant together sent too many requests.", (string?)answer.Json["detail"], StringComparison.Ordinal);
        });
        (await other.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/api/client-configuration", null)]
    [InlineData("/openapi/v1.json", null)]
    [InlineData("/problems", null)]
    [InlineData("/api/calendars", null)]
    [InlineData("/api/calendars", "no.valid.token")]
    [InlineData("/nothing", null)]
    public async Task Strangers_from_one_address_are_slowed_down_and_nobody_with_a_token(string path, string? token)
    {
        using var api = system.Start(new Dictionary<string, string> { ["RateLimits:AddressBurst"] = "5", ["RateLimits:AddressPerSecond"] = "1" });
        using var stranger = new Caller(api.Address, Guid.Empty, token);
        using var user = system.NewTenant().At(api.Address).SignIn();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => stranger.GetAsync(path)));

        var refused = answers.Where(answer => answer.Status is HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.Contains("from your address", (string?)answer.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests")["detail"], StringComparison.Ordinal));
        (await user.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_probe_is_never_refused()
    {
        using var api = system.Start(new Dictionary<string, string> { ["RateLimits:AddressBurst"] = "1", ["RateLimits:AddressPerSecond"] = "1" });
        using var probe = new Caller(api.Address, Guid.Empty, null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => probe.GetAsync(number % 2 == 0 ? "/alive" : "/health")));

        Assert.All(answers, answer => answer.Is(HttpStatusCode.OK));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::")]
    public void An_address_counts_for_the_site_that_has_it(string address, string sender) =>
        Assert.Equal(IPAddress.Parse(sender), RequestBuckets.SenderOf(IPAddress.Parse(address)));

    [Fact]
    public void A_connection_without_an_address_counts_too() => Assert.Equal(IPAddress.None, RequestBuckets.SenderOf(null));
}
