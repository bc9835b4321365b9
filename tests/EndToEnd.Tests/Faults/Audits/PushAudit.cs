using EndToEnd.Tests.Clients;
using EndToEnd.Tests.Faults.People;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>Checks all pushes of a bare connection: each has the only epoch, and a version that its tenant has reached.</summary>
internal sealed class PushAudit(Journal journal)
{
    public void Check(SampleTenant tenant, string epoch, long head, IEnumerable<Reload> pushes)
    {
        foreach (var push in pushes)
        {
            if (push.Epoch != epoch || push.Version > head)
            {
                journal.Broken($"A connection of {tenant.Domain} (head {epoch}.{head}) received {push}.");
            }
        }
    }
}
