using TeamCalendars.People;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    private static readonly PersonId Adele = PersonId.OfAccount(Guid.Parse("aaaaaaaa-1111-4111-8111-a00000000001"));

    [Fact, Trait("Case", "1")]
    public async Task A_person_of_one_tenant_is_in_no_other()
    {
        await WritePersonAsync(Adele, Sample.Person());

        Assert.Null(await Store.FindPersonAsync(Sample.Fabrikam, Adele, Stop));
        Assert.Empty((await Store.ListPeopleAsync(Sample.Fabrikam, null, 10, Stop)).Items);
    }

    [Theory, Trait("Case", "3")]
    [InlineData(PersonSort.Account)]
    [InlineData(PersonSort.Contact)]
    [InlineData(PersonSort.Resource)]
    public async Task A_person_is_read_as_it_was_written(PersonSort sort)
    {
        var content = Sample.Person("Zoë Ångström 単独", sort) with { Address = "zoe@contoso.example", TimeZone = "Asia/Tokyo" };

        var written = await WritePersonAsync(Adele, content);

        Assert.Equal(content, written.Content);
        Assert.Equal(written, await Store.FindPersonAsync(Sample.Contoso, Adele, Stop));
        Is<WriteResult<Person>.Unchanged>(await Store.PutPersonAsync(Sample.Contoso, Adele, content, Create, Sample.Adele, Stop));
        Is<WriteResult<Person>.Conflict>(await Store.PutPersonAsync(Sample.Contoso, Adele, content with { TimeZone = null }, Create, Sample.Adele, Stop));
    }

    [Fact, Trait("Case", "4")]
    public async Task A_person_is_changed_and_deleted_by_its_current_revision_only()
    {
        var first = await WritePersonAsync(Adele, Sample.Person("Adele"));
        var second = await WritePersonAsync(Adele, Sample.Person("Adele Vance"));

        Is<WriteResult<Person>.Conflict>(await Store.PutPersonAsync(Sample.Contoso, Adele, Sample.Person(), new WriteCondition.Match(first.Revision.ETag), Sample.Adele, Stop));
        Is<WriteResult<Person>.Conflict>(await Store.DeletePersonAsync(Sample.Contoso, Adele, first.Revision.ETag, Sample.Adele, Stop));
        Is<WriteResult<Person>.Written>(await Store.DeletePersonAsync(Sample.Contoso, Adele, second.Revision.ETag, Sample.Adele, Stop));
        Assert.Null(await Store.FindPersonAsync(Sample.Contoso, Adele, Stop));
    }

    [Fact, Trait("Case", "8")]
    public async Task The_directory_is_listed_page_by_page_in_the_order_of_id()
    {
        foreach (var id in (string[])["c", "a", "B", "d"])
        {
            await WritePersonAsync(PersonId.Parse(id), Sample.Person(id));
        }

        var pages = new List<string[]>();
        PersonId? after = null;
        do
        {
            var page = await Store.ListPeopleAsync(Sample.Contoso, after, 3, Stop);
            pages.Add([.. page.Items.Select(person => person.Id.Value)]);
            after = page.Next is null ? null : PersonId.Parse(page.Next);
        }
        while (after is not null);

        Assert.Equal(["B", "a", "c", "d"], pages.SelectMany(page => page));
        Assert.Equal(3, pages[0].Length);
    }

    [Fact, Trait("Case", "9")]
    public async Task A_change_of_the_directory_is_a_change_of_the_tenant()
    {
        var before = await Head();

        var written = await WritePersonAsync(Adele, Sample.Person());
        await Store.DeletePersonAsync(Sample.Contoso, Adele, written.Revision.ETag, Sample.Adele, Stop);

        var changes = await Changes(before);
        var change = Assert.Single(changes.Of<Person>());
        Assert.Equal((Adele.Value, before.Version + 2, null), (change.Id, change.Version, change.Item));
        Assert.Equal(before.Version + 2, changes.Head);
    }

    private async Task<Person> WritePersonAsync(PersonId id, PersonContent content) =>
        Is<WriteResult<Person>.Written>(await Store.PutPersonAsync(Sample.Contoso, id, content, Overwrite, Sample.Adele, Stop)).Item!;
}
