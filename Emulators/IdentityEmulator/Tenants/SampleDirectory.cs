using System.Diagnostics.CodeAnalysis;

namespace IdentityEmulator.Tenants;

/// <summary>All tenants and users. Immutable: read once at start.</summary>
internal sealed class SampleDirectory
{
    private static readonly TimeSpan ShortestLifetime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    private readonly Dictionary<string, TenantSelector> selectors = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Account> byUserName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, Account> byId = [];

    /// <exception cref="InvalidOperationException">Two tenants or users share an id or a name, a domain is one of the aliases, or a token lifetime is shorter than a second or longer than a day.</exception>
    public SampleDirectory(IReadOnlyList<Tenant> tenants)
    {
        Tenants = tenants;
        foreach (var alias in (string[])["organizations", "common"])
        {
            selectors.Add(alias, new TenantSelector(alias, Single: null));
        }

        foreach (var tenant in tenants)
        {
            if (tenant.AccessTokenLifetime is { } lifetime && (lifetime < ShortestLifetime || lifetime > LongestLifetime))
            {
                throw new InvalidOperationException($"The sample directory sets the token lifetime of '{tenant.Domain}' to {lifetime:c}; it must be from {ShortestLifetime:c} to {LongestLifetime:c}.");
            }

            var selector = new TenantSelector(tenant.Id.ToString(), tenant);
            Unique(selectors.TryAdd(selector.Segment, selector), "tenant id", selector.Segment);
            Unique(selectors.TryAdd(tenant.Domain, selector), "tenant domain", tenant.Domain);
            foreach (var user in tenant.Users)
            {
                var account = new Account(tenant, user);
                Unique(byUserName.TryAdd(user.UserName, account), "user name", user.UserName);
                Unique(byId.TryAdd(user.Id, account), "user id", user.Id.ToString());
            }
        }
    }

    public IReadOnlyList<Tenant> Tenants { get; }

    public bool TrySelect(string segment, [NotNullWhen(true)] out TenantSelector? selector) => selectors.TryGetValue(segment, out selector);

    public Account? FindByUserName(string? userName) => userName is null ? null : byUserName.GetValueOrDefault(userName);

    public Account? FindById(Guid id) => byId.GetValueOrDefault(id);

    private static void Unique(bool added, string what, string value)
    {
        if (!added)
        {
            throw new InvalidOperationException($"The sample directory names the {what} '{value}' twice, or it is reserved.");
        }
    }
}
