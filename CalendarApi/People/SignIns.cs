using System.Security.Claims;
using System.Threading.Channels;
using CalendarApi.Authentication;
using CalendarApi.People.Graph;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CalendarApi.People;

/// <summary>
/// The source of those who signed in. A negotiation only leaves a note; the store is read and written in the background, so that it delays nobody.
/// The queue is bounded: when it is full, a sign-in is dropped, and the account's next negotiation names it again.
/// </summary>
internal sealed partial class SignIns(IOptions<GraphOptions> graph, TimeProvider time, ILogger<SignIns> logger) : IPeopleSource, IDisposable
{
    private const int QueueLength = 4_096;
    private const int MaxRemembered = 100_000;

    /// <summary>How long an account that did not change is not looked up again.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>The wait after a failure, so that an unavailable store is not called for every sign-in.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly Channel<SeenAccount> queue = Channel.CreateBounded<SeenAccount>(
        new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly MemoryCache seen = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });

    public void Note(Caller caller, ClaimsPrincipal user)
    {
        // Names and addresses are optional claims. Where Graph is read, addresses come from there alone: the two may differ, and must not replace each other again and again.
        var address = graph.Value.Has(caller.Tenant.Value) ? null : user.FindFirst(ClaimNames.UserPrincipalName)?.Value;
        if (SeenAccount.From(caller.Tenant, caller.ObjectId, user.FindFirst(ClaimNames.Name)?.Value, address) is not { } account)
        {
            return;
        }

        if (!IsRecorded(account))
        {
            queue.Writer.TryWrite(account);
        }
    }

    public async Task RunAsync(PeopleRecorder recorder, CancellationToken cancellationToken)
    {
        await foreach (var account in queue.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                // Several negotiations of one account may have waited together.
                if (!IsRecorded(account))
                {
                    await recorder.RecordAsync(account, cancellationToken);
                    seen.Set((account.Tenant, account.ObjectId), account, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
                }
            }
            // Whatever is wrong with one entry or the store, the API must not stop for it: calendars do not need this source.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotRecorded(logger, account.ObjectId, account.Tenant.Value, exception);
                await Task.Delay(Rest, time, cancellationToken);
            }
        }
    }

    public void Dispose() => seen.Dispose();

    private bool IsRecorded(SeenAccount account) => seen.TryGetValue((account.Tenant, account.ObjectId), out SeenAccount? known) && known == account;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "User {User} of tenant {Tenant} could not be entered in the directory. The user's next negotiation tries again.")]
        public static partial void NotRecorded(ILogger logger, Guid user, Guid tenant, Exception exception);
    }
}
