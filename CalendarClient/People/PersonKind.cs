namespace CalendarClient;

/// <summary>Entries of the directory have no parent.</summary>
internal sealed class PersonKind : EntityKind<Person>
{
    public static readonly PersonKind Instance = new();

    private PersonKind()
        : base("person", "people", WireJson.Default.Person)
    {
    }

    internal override async Task<IReadOnlyList<IEntity>> ReadAllAsync(CalendarApiClient api, IReadOnlyList<IEntity> parents, CancellationToken cancellationToken)
    {
        var people = new List<IEntity>();
        string? after = null;
        do
        {
            var answer = await api.ListPeopleAsync(after: after, cancellationToken: cancellationToken);
            // A service of an older version has no directory.
            if (answer is Answer<PeoplePage>.Refused { Problem.Name: ProblemNames.NotFound })
            {
                return [];
            }

            var page = answer.Required();
            people.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return people;
    }
}
