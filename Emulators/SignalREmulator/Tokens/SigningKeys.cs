using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace SignalREmulator.Tokens;

/// <summary>The signing keys of tokens: primary, secondary, and the temporary ones for callers that authenticate with Entra ID.</summary>
internal sealed class SigningKeys
{
    /// <summary>The lifetime of a temporary key, as in the service.</summary>
    public static readonly TimeSpan TemporaryKeyLifetime = TimeSpan.FromMinutes(90);

    /// <summary>Callers within the same minute share a key, which bounds the number of valid keys.</summary>
    private static readonly TimeSpan SharedFor = TimeSpan.FromMinutes(1);

    private readonly TimeProvider time;
    private readonly SecurityKey[] permanent;
    private readonly ConcurrentDictionary<string, TemporaryKey> temporary = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private TemporaryKey? latest;

    public SigningKeys(IOptions<EmulatorOptions> options, TimeProvider time)
    {
        this.time = time;
        Primary = KeyOf(options.Value.AccessKey);
        permanent = options.Value.SecondaryKey is { } secondary ? [Primary, KeyOf(secondary)] : [Primary];
    }

    public SymmetricSecurityKey Primary { get; }

    /// <summary>
    /// The keys that may have signed a token: the temporary key that its <c>kid</c> names, otherwise the permanent ones.
    /// Any other <c>kid</c> is ignored: the SDK writes one that means nothing outside its own process.
    /// </summary>
    public IEnumerable<SecurityKey> Candidates(string? kid) =>
        kid is not null && temporary.TryGetValue(kid, out var key) && key.Expires > time.GetUtcNow() ? [key.Key] : permanent;

    public TemporaryKey IssueTemporary()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (latest is { } recent && recent.Expires - now > TemporaryKeyLifetime - SharedFor)
            {
                return recent;
            }

            foreach (var (id, old) in temporary)
            {
                if (old.Expires <= now)
                {
                    temporary.TryRemove(id, out _);
                }
            }

            var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
            var key = new TemporaryKey(Guid.NewGuid().ToString("N"), secret, KeyOf(secret), now + TemporaryKeyLifetime);
            temporary[key.Id] = key;
            return latest = key;
        }
    }

    // The bytes of the text. It is not decoded as base64.
    private static SymmetricSecurityKey KeyOf(string accessKey) => new(Encoding.UTF8.GetBytes(accessKey));
}

internal sealed record TemporaryKey(string Id, string Secret, SecurityKey Key, DateTimeOffset Expires);
