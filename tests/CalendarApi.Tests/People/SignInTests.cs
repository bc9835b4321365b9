using System.Net;
using CalendarApi.Tests.Hosting;
using CalendarStore;
using Microsoft.Extensions.DependencyInjection;
using TeamCalendars.People;
using TeamCalendars.Tenants;

namespace CalendarApi.Tests.People;

/// <summary>Whoever opens a connection is entered in the directory, in the background. A test waits for a later sign-in, because the queue keeps its order.</summary>
public class SignInTests(CalendarSystem system)
{
    private readonly Tenant tenant = system.NewTenant();

    [Fact]
    public async Task Who_negotiates_is_entered_with_name_and_address_in_one_write()
    {
        var user = Guid.NewGuid();
        for (var i = 0; i < 3; i++)
        {
            await NegotiateAsync(user, "Adele Vance", "adele@contoso.example");
        }

        await PassAsync();

        using var caller = tenant.SignIn();
        var entry = (await caller.GetAsync($"/api/people/{user:D}")).Is(HttpStatusCode.OK);
        Assert.Equal(
            ("account", "Adele Vance", "adele@contoso.example", user.ToString("D")),
            ((string?)entry.Json["sort"], (string?)entry.Json["displayName"], (string?)entry.Json["address"], (string?)entry.Json["updatedBy"]));
        // One for Adele, one for the sign-in that the test waits for.
        Assert.EndsWith(".2", entry.Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_name_is_written_once_and_the_zone_stays()
    {
        using var administrator = tenant.SignIn(change: claims => claims["roles"] = (string[])["Calendar.Admin"]);
        var user = Guid.NewGuid();
        await administrator.PutAsync($"/api/people/{user:D}", """{"sort":"account","displayName":"Adele V.","timeZone":"Asia/Tokyo"}""");

        await NegotiateAsync(user, "Adele Vance", "adele@contoso.example");
        await NegotiateAsync(user, "Adele Vance", "adele@contoso.example");
        await PassAsync();

        var entry = await administrator.GetAsync($"/api/people/{user:D}");
        Assert.Equal(("Adele Vance", "Asia/Tokyo"), ((string?)entry.Json["displayName"], (string?)entry.Json["timeZone"]));
        Assert.EndsWith(".3", entry.Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_under_the_id_of_an_account_becomes_the_account()
    {
        using var member = tenant.SignIn();
        var user = Guid.NewGuid();
        await member.PutAsync($"/api/people/{user:D}", Samples.Person);

        await NegotiateAsync(user, "Adele Vance", "adele@contoso.example");
        await PassAsync();

        Assert.Equal("account", (string?)(await member.GetAsync($"/api/people/{user:D}")).Json["sort"]);
    }

    [Fact]
    public async Task Who_signs_in_again_after_an_administrator_deleted_the_entry_is_entered_again()
    {
        using var administrator = tenant.SignIn(change: claims => claims["roles"] = (string[])["Calendar.Admin"]);
        var user = Guid.NewGuid();
        var created = await administrator.PutAsync($"/api/people/{user:D}", """{"sort":"account","displayName":"Adele Vance"}""");
        await administrator.DeleteAsync($"/api/people/{user:D}", created.ETag);

        await NegotiateAsync(user, "Adele Vance", "adele@contoso.example");
        await PassAsync();

        (await administrator.GetAsync($"/api/people/{user:D}")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null, "adele@contoso.example")]
    [InlineData("", "adele@contoso.example")]
    [InlineData("\u200B \u202E", "adele@contoso.example")]
    public async Task A_token_without_a_usable_name_enters_nobody_and_stops_nothing(string? name, string address)
    {
        var user = Guid.NewGuid();
        await NegotiateAsync(user, name, address);
        await PassAsync();

        using var caller = tenant.SignIn();
        (await caller.GetAsync($"/api/people/{user:D}")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_name_that_the_directory_cannot_hold_as_it_is_is_cut_and_freed_of_what_nobody_sees()
    {
        var user = Guid.NewGuid();
        await NegotiateAsync(user, "\u202E Adele\u0007 " + new string('V', 256), "adele@contoso.example");
        await PassAsync();

        using var caller = tenant.SignIn();
        Assert.Equal("Adele " + new string('V', 193) + "…", (string?)(await caller.GetAsync($"/api/people/{user:D}")).Json["displayName"]);
    }

    [Fact]
    public async Task A_user_principal_name_that_is_no_address_is_left_out()
    {
        var user = Guid.NewGuid();
        await NegotiateAsync(user, "Adele Vance", "+49 170 1234567");
        await PassAsync();

        using var caller = tenant.SignIn();
        Assert.Null((await caller.GetAsync($"/api/people/{user:D}")).Json["address"]);
    }

    private async Task NegotiateAsync(Guid user, string? name, string address)
    {
        using var caller = tenant.SignIn(user: user, change: claims =>
        {
            claims["preferred_username"] = address;
            if (name is not null)
            {
                claims["name"] = name;
            }
        });
        (await caller.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK);
    }

    /// <summary>Returns when the queue has been read up to here: when somebody who signs in now is entered.</summary>
    private async Task PassAsync()
    {
        var last = Guid.NewGuid();
        await NegotiateAsync(last, "The last one", "last@contoso.example");
        var store = system.Services.GetRequiredService<ICalendarStore>();
        await Waiting.UntilAsync(async () => await store.FindPersonAsync(new TenantId(tenant.Id), PersonId.OfAccount(last), TestContext.Current.CancellationToken) is not null);
    }
}
