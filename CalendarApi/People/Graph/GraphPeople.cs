using Microsoft.Extensions.Options;
using TeamCalendars.People;
using TeamCalendars.Tenants;

namespace CalendarApi.People.Graph;

/// <summary>
/// The source of all users of a tenant, whether they signed in or not: Microsoft Graph, where the tenant's administrator has consented. It is read in the background, again and again.
/// Each replica of the API reads; an entry that another one has written is equal already.
/// </summary>
internal sealed partial class GraphPeople(GraphClient graph, IOptions<GraphOptions> options, TimeProvider time, ILogger<GraphPeople> logger) : IPeopleSource
{
    public async Task RunAsync(PeopleRecorder recorder, CancellationToken cancellationToken)
    {
        if (options.Value.Tenants.Count == 0)
        {
            return;
        }

        while (true)
        {
            foreach (var tenant in options.Value.Tenants)
            {
                await ImportAsync(Guid.Parse(tenant), recorder, cancellationToken);
            }

            await Task.Delay(options.Value.Every, time, cancellationToken);
        }
    }

    private async Task ImportAsync(Guid tenant, PeopleRecorder recorder, CancellationToken cancellationToken)
    {
        var (read, written, refused) = (0, 0, 0);
        try
        {
            await foreach (var user in graph.UsersAsync(tenant, cancellationToken))
            {
                if (++read > PersonRules.MostPerTenant)
                {
                    break;
                }

                var outcome = AccountOf(tenant, user) is { } account ? await recorder.RecordAsync(account, cancellationToken) : PersonOutcome.Refused;
                written += outcome is PersonOutcome.Written ? 1 : 0;
                refused += outcome is PersonOutcome.Refused ? 1 : 0;
            }

            Log.Imported(logger, tenant, read, written, refused);
        }
        // Whatever is wrong with Graph's answer or one entry, the API must not stop for it: calendars do not need this source.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What was read so far stays. The next reading begins anew, and writes only what is still different.
            Log.NotImported(logger, tenant, read, written, exception);
        }
    }

    private static SeenAccount? AccountOf(Guid tenant, GraphUser user) =>
        user.Id == Guid.Empty ? null : SeenAccount.From(new TenantId(tenant), user.Id, user.DisplayName, user.Mail, user.UserPrincipalName);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Read {Users} users of tenant {Tenant} from Microsoft Graph. {Written} entries of the directory were written, {Refused} users could not be entered.")]
        public static partial void Imported(ILogger logger, Guid tenant, int users, int written, int refused);

        [LoggerMessage(LogLevel.Warning, "The users of tenant {Tenant} could not be read from Microsoft Graph to the end. {Users} were read, {Written} entries of the directory were written. The next reading tries again.")]
        public static partial void NotImported(ILogger logger, Guid tenant, int users, int written, Exception exception);
    }
}
