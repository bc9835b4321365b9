namespace TeamCalendars.People;

/// <summary>The names of the sorts, on the wire and in the store. They never change.</summary>
public static class PersonSorts
{
    private const string Account = "account";
    private const string Contact = "contact";
    private const string Resource = "resource";

    public static string NameOf(PersonSort sort) => sort switch
    {
        PersonSort.Account => Account,
        PersonSort.Contact => Contact,
        PersonSort.Resource => Resource,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "There is no such sort."),
    };

    public static bool TryRead(string? name, out PersonSort sort)
    {
        (sort, var known) = name switch
        {
            Account => (PersonSort.Account, true),
            Contact => (PersonSort.Contact, true),
            Resource => (PersonSort.Resource, true),
            _ => (default, false),
        };
        return known;
    }
}
