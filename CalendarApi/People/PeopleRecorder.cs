using CalendarStore;
using TeamCalendars.People;
using TeamCalendars.Writes;

namespace CalendarApi.People;

/// <summary>Writes the directory's entries of accounts: one write per change of an account, whichever source noticed it and in how many replicas of the API.</summary>
internal sealed class PeopleRecorder(ICalendarStore store)
{
    /// <summary>How often an entry may change between reading and writing.</summary>
    private const int MaxTries = 3;

    /// <returns>What happened. An equal entry is not written, so the tenant's position stays.</returns>
    public async Task<PersonOutcome> RecordAsync(SeenAccount account, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var current = await store.FindPersonAsync(account.Tenant, account.Id, cancellationToken);
            var content = account.Over(current?.Content);
            if (current?.Content == content)
            {
                return PersonOutcome.Unchanged;
            }

            if (PersonRules.Check(content).Count > 0)
            {
                return PersonOutcome.Refused;
            }

            // Overwriting is for an entry that was deleted: the account exists, and whoever it belongs to signed in again.
            WriteCondition condition = current is null ? new WriteCondition.Overwrite() : new WriteCondition.Match(current.Revision.ETag);
            var result = await store.PutPersonAsync(account.Tenant, account.Id, content, condition, new WriteContext(account.ObjectId.ToString("D")), cancellationToken);
            switch (result)
            {
                case WriteResult<Person>.Written:
                    return PersonOutcome.Written;
                case WriteResult<Person>.Unchanged:
                    return PersonOutcome.Unchanged;
                case WriteResult<Person>.LimitReached:
                    return PersonOutcome.Refused;
            }
        }

        // Others change the entry again and again. The next time that the account is seen is early enough.
        return PersonOutcome.Refused;
    }
}
