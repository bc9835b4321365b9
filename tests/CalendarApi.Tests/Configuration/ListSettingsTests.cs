extern alias api;
using System.Net;
using api::CalendarApi.WebApp;
using CalendarApi.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CalendarApi.Tests.Configuration;

/// <summary>Lists that a deployment gives as one text.</summary>
public class ListSettingsTests(CalendarSystem system)
{
    [Fact]
    public async Task A_list_is_given_as_one_text_with_commas()
    {
        var (blocked, allowed, other) = (system.NewTenant(), system.NewTenant(), system.NewTenant());
        using var api = system.Start(new Dictionary<string, string>
        {
            ["Tenants:Allowed"] = $"{blocked.Id:D},{allowed.Id:D}",
            ["Blocked:Tenants"] = $"{blocked.Id:D}",
            ["Cors:Origins"] = "https://tab.example, https://intranet.example",
            ["WebApp:FrameAncestors"] = "https://intranet.example,https://portal.example",
        });
        using var fromBlocked = blocked.At(api.Address).SignIn();
        using var fromAllowed = allowed.At(api.Address).SignIn();
        using var fromOther = other.At(api.Address).SignIn();

        (await fromBlocked.GetAsync("/api/calendars")).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await fromOther.GetAsync("/api/calendars")).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        var answer = await fromAllowed.GetAsync("/api/calendars", ("Origin", "https://intranet.example"));
        Assert.Equal("https://intranet.example", answer.Is(HttpStatusCode.OK).Header("Access-Control-Allow-Origin"));
        Assert.Equal(["https://intranet.example", "https://portal.example"], api.Services.GetRequiredService<IOptions<WebAppOptions>>().Value.FrameAncestors);
    }

    /// <summary>Parameters that nobody gave a value.</summary>
    [Fact]
    public async Task An_empty_text_is_an_empty_list()
    {
        using var api = system.Start(api::CalendarApi.Configuration.ListSettings.Names.ToDictionary(name => name, _ => "", StringComparer.Ordinal));
        using var caller = system.NewTenant().At(api.Address).SignIn();

        var answer = await caller.GetAsync("/api/calendars", ("Origin", "https://elsewhere.example"));

        Assert.Null(answer.Is(HttpStatusCode.OK).Header("Access-Control-Allow-Origin"));
        Assert.Empty(api.Services.GetRequiredService<IOptions<WebAppOptions>>().Value.FrameAncestors);
    }
}
