using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace SignalREmulator.Tokens;

/// <summary>The keys tokens are signed with: primary, secondary, and the temporary ones handed to callers that sign in with Entra ID.</summary>
internal sealed class SigningKeys
{
    /// <summary>How long a temporary key is good for, in the service as here.</summary>
    public static readonly TimeSpan TemporaryKeyLifetime = TimeSpan.FromMinutes(90);

    /// <summary>Callers within the same minute share a key, which bounds how many are alive.</summary>
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
    /// The keys that may have signed a token: the temporary one its <c>kid</c> names, else the permanent ones.
    /// Any other <c>kid</c> is ignored: the SDK writes one there that means nothing outside its own process.
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

    // The text's bytes, not what the text might be base64 of.
    private static SymmetricSecurityKey KeyOf(string accessKey) => new(Encoding.UTF8.GetBytes(accessKey));
}

internal sealed record TemporaryKey(string Id, string Secret, SecurityKey Key, DateTimeOffset Expires);
