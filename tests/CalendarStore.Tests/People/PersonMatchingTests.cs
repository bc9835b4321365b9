using TeamCalendars.People;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.People;

public class PersonMatchingTests
{
    private static readonly Person Adele = Make("b", PersonSort.Account, "Adele Vance", "adele@contoso.example");
    private static readonly Person Room = Make("r", PersonSort.Resource, "Room 4", null);

    private readonly PersonMatching matching = new(Sample.Contoso, [Room, Adele, Make("a", PersonSort.Contact, "Adele (old)", "ADELE@contoso.example"), Make("x", PersonSort.Contact, "Zoë", null), Make("y", PersonSort.Contact, "Zoë", null)]);

    [Theory]
    [InlineData("adele@contoso.example", "b")]
    [InlineData("Adele@Contoso.example", "b")]
    [InlineData("Adele Vance", "b")]
    [InlineData("Adele (old)", "a")]
    [InlineData("Room 4", "r")]
    public void The_address_counts_first_and_then_the_exact_name_and_an_account_before_a_contact(string text, string id) => Assert.Equal((PersonId.Parse(id), null), matching.Match(new PersonText(text)));

    [Theory]
    [InlineData("adele vance")]
    [InlineData("Zoë")]
    [InlineData("Projector")]
    public void A_name_that_is_not_exact_or_that_several_have_makes_a_contact(string text)
    {
        var (id, added) = matching.Match(new PersonText(text))!.Value;

        Assert.Equal(new PersonContent { Sort = PersonSort.Contact, DisplayName = text }, added);
        Assert.StartsWith("contact-", id.Value, StringComparison.Ordinal);
        Assert.Empty(PersonRules.Check(added!));
    }

    [Fact]
    public void An_address_that_nobody_has_makes_a_contact_with_it() => Assert.Equal("lee@partner.example", matching.Match(new PersonText("lee@partner.example"))!.Value.Added!.Address);

    [Fact]
    public void A_repetition_makes_the_same_contact_and_another_tenant_another_one()
    {
        var first = matching.Match(new PersonText("Projector"))!.Value.Id;

        Assert.Equal(first, new PersonMatching(Sample.Contoso, []).Match(new PersonText("Projector"))!.Value.Id);
        Assert.NotEqual(first, new PersonMatching(Sample.Fabrikam, []).Match(new PersonText("Projector"))!.Value.Id);
        Assert.NotEqual(first, matching.Match(new PersonText("projector"))!.Value.Id);
    }

    [Fact]
    public void An_address_is_the_same_person_in_whatever_case_and_has_the_name_that_comes_with_it()
    {
        var (id, added) = matching.Match(new PersonText("Lee@Partner.example", "Lee Gu"))!.Value;

        Assert.Equal(new PersonContent { Sort = PersonSort.Contact, DisplayName = "Lee Gu", Address = "Lee@Partner.example" }, added);
        Assert.Equal(id, matching.Match(new PersonText("lee@partner.example"))!.Value.Id);
        Assert.Equal((PersonId.Parse("b"), null), matching.Match(new PersonText("other@contoso.example", "Adele Vance")));
    }

    [Fact]
    public void A_text_without_a_visible_character_means_nobody() => Assert.Null(matching.Match(new PersonText("\u200B")));

    private static Person Make(string id, PersonSort sort, string name, string? address) => new()
    {
        Id = PersonId.Parse(id),
        Content = new() { Sort = sort, DisplayName = name, Address = address },
        Revision = new Revision("x", 1, default, "adele"),
    };
}
