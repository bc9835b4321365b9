using TeamCalendars.People;

namespace CalendarStore.Tests.Rules;

public class PersonRulesTests
{
    private static readonly PersonContent Adele = new() { Sort = PersonSort.Contact, DisplayName = "Adele Vance", Address = "adele@contoso.example", TimeZone = "Europe/Berlin" };

    [Theory]
    [InlineData("adele@contoso.example")]
    [InlineData("adele_contoso.example#EXT#@fabrikam.onmicrosoft.com")]
    [InlineData("zoë@bücher.example")]
    public void An_address_may_be_one_of_mail_or_a_user_principal_name(string address) => Assert.Empty(PersonRules.Check(Adele with { Address = address }));

    [Fact]
    public void The_address_and_the_zone_may_be_unknown() => Assert.Empty(PersonRules.Check(Adele with { Address = null, TimeZone = null }));

    [Theory]
    [InlineData("", null, null, "displayName")]
    [InlineData("\u200B", null, null, "displayName")]
    [InlineData("Adele", "adele", null, "address")]
    [InlineData("Adele", "@contoso.example", null, "address")]
    [InlineData("Adele", "adele@", null, "address")]
    [InlineData("Adele", "Adele <adele@contoso.example>", null, "address")]
    [InlineData("Adele", "mailto:adele@contoso.example", null, "address")]
    [InlineData("Adele", null, "Mars/Olympus", "timeZone")]
    [InlineData("Adele", null, "", "timeZone")]
    public void What_is_wrong_is_named_by_its_field(string name, string? address, string? zone, string field) =>
        Assert.Equal([field], PersonRules.Check(Adele with { DisplayName = name, Address = address, TimeZone = zone }).Select(violation => violation.Field).Distinct());

    [Fact]
    public void A_name_or_an_address_that_is_too_long_is_refused()
    {
        Assert.Equal(["displayName"], PersonRules.Check(Adele with { DisplayName = new string('a', 201) }).Select(violation => violation.Field));
        Assert.Equal(["address"], PersonRules.Check(Adele with { Address = new string('a', 243) + "@contoso.com" }).Select(violation => violation.Field));
    }
}
