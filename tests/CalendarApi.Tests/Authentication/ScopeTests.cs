using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Authentication;

/// <summary>What a token that is taken allows.</summary>
public class ScopeTests(CalendarSystem system)
{
    private readonly Tenant tenant = system.NewTenant();
    private readonly Guid user = Guid.NewGuid();

    [Theory]
    [InlineData("Calendars.Read Calendars.ReadWrite")]
    [InlineData("access_as_user")]
    public async Task A_token_as_Teams_hands_it_out_may_write(string scope)
    {
        using var caller = tenant.SignIn(scope, user, claims =>
        {
            // Issued to Teams for the web, for this API.
            claims["azp"] = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346";
            claims["azpacr"] = "0";
        });

        (await caller.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK);
        (await caller.PutAsync("/api/calendars/a", Samples.Calendar)).Is(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("openid profile")]
    [InlineData("access_as_users")]
    [InlineData("calendars.read")]
    [InlineData("Calendars.ReadWrite.All Calendars.Readers")]
    public async Task A_token_without_a_scope_of_the_calendar_may_not_even_read(string scope)
    {
        using var caller = tenant.SignIn(scope, user);

        foreach (var path in (string[])["/api/calendars", "/api/calendars/a", "/api/calendars/a/events", "/api/calendars/a/events/b", "/api/calendars/a/export.ics", "/api/changes", "/api/changes/head"])
        {
            await IsForbiddenAsync(caller.GetAsync(path));
        }

        await IsForbiddenAsync(caller.PostAsync("/api/negotiate"));
    }

    [Fact]
    public async Task An_app_without_a_user_is_refused()
    {
        using var caller = tenant.SignIn("", user, claims =>
        {
            claims.Remove("scp");
            claims["idtyp"] = "app";
            claims["roles"] = new[] { "Calendar.Admin" };
        });

        await IsForbiddenAsync(caller.GetAsync("/api/calendars"));
    }

    [Fact]
    public async Task A_reader_reads_and_may_not_write()
    {
        using var reader = tenant.SignIn("openid " + Tenant.Read, user);

        (await reader.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
        (await reader.GetAsync("/api/changes/head")).Is(HttpStatusCode.OK);
        (await reader.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK);

        await IsForbiddenAsync(reader.PutAsync("/api/calendars/a", Samples.Calendar));
        await IsForbiddenAsync(reader.PutAsync("/api/calendars/a/events/b", Samples.Event));
        await IsForbiddenAsync(reader.DeleteAsync("/api/calendars/a", "\"x\""));
        await IsForbiddenAsync(reader.DeleteAsync("/api/calendars/a/events/b", "\"x\""));
        await IsForbiddenAsync(reader.ImportAsync("a", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"));
        await IsForbiddenAsync(reader.PostAsync("/api/demo"));
        await NothingWasStoredAsync();
    }

    private static async Task IsForbiddenAsync(Task<Answer> asked)
    {
        var answer = await asked;
        answer.IsProblem(HttpStatusCode.Forbidden, "insufficient-scope");
        Assert.Equal("Bearer error=\"insufficient_scope\"", answer.Header("WWW-Authenticate"));
        Assert.Null(answer.Position);
    }

    private async Task NothingWasStoredAsync()
    {
        using var witness = tenant.SignIn(Tenant.Read);
        var calendars = await witness.GetAsync("/api/calendars");

        Assert.Equal("""{"items":[]}""", calendars.Is(HttpStatusCode.OK).Text);
        Assert.EndsWith(".0", calendars.Position, StringComparison.Ordinal);
    }
}
