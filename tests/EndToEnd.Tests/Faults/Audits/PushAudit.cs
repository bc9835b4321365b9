using EndToEnd.Tests.Clients;
using EndToEnd.Tests.Faults.People;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>Looks at raw pushes as they came over a connection: of the one epoch, of positions that its tenant reached.</summary>
internal sealed class PushAudit(Journal journal)
{
    public void Check(SampleTenant tenant, string epoch, long head, IEnumerable<Reload> pushes)
    {
        foreach (var push in pushes)
        {
            if (push.Epoch != epoch || push.Version > head)
            {
                journal.Broken($"A connection of {tenant.Domain} (head {epoch}.{head}) was told {push}.");
            }
        }
    }
}
