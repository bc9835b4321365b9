using TeamCalendars.Entities;
using TeamCalendars.Rules;
using TeamCalendars.Writes;

namespace TeamCalendars.People;

internal sealed class PersonKind() : EntityKind<Person, PersonContent, StoredPerson>("person", "people", StoredPersonJson.Default.StoredPerson)
{
    public static PersonKind Instance { get; } = new();

    public override int? MostPerTenant(TenantLimits limits) => limits.People;

    public static EntityKey Key(PersonId id) => new(Instance, id.Value);

    protected override Person ItemOf(EntityKey key, PersonContent content, Revision revision) =>
        new() { Id = PersonId.Parse(key.Id), Content = content, Revision = revision };

    protected override StoredPerson ToStored(PersonContent content) => StoredPerson.From(content);

    protected override PersonContent ToContent(StoredPerson stored) => stored.ToContent();

    protected override IReadOnlyList<RuleViolation> Check(PersonContent content) => PersonRules.Check(content);
}
