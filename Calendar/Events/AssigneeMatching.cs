using System.Collections.Immutable;
using TeamCalendars.People;

namespace TeamCalendars.Events;

/// <summary>Turns assignees that are texts into people of the directory.</summary>
public static class AssigneeMatching
{
    public static bool IsNeeded(EventContent content) => !content.UnmatchedAssignees.IsEmpty;

    /// <param name="added">Takes the contacts that the directory may lack.</param>
    public static EventContent Match(EventContent content, PersonMatching directory, IDictionary<PersonId, PersonContent> added)
    {
        var people = new List<PersonId>(content.Assignees);
        foreach (var text in content.UnmatchedAssignees)
        {
            if (directory.Match(text) is not var (id, contact))
            {
                continue;
            }

            people.Add(id);
            if (contact is not null)
            {
                added.TryAdd(id, contact);
            }
        }

        return content with { Assignees = [.. people.Distinct()], UnmatchedAssignees = ImmutableArray<PersonText>.Empty };
    }
}
