namespace Bench.Load;

/// <summary>What the load process keeps between jobs.</summary>
internal sealed class LoadContext : IAsyncDisposable
{
    private readonly Dictionary<Target.System, ApiUsers> users = [];

    /// <summary>The noise that continues between jobs; null when there is none.</summary>
    public Noise? Noise { get; set; }

    public ApiUsers UsersOf(Target.System system)
    {
        if (!users.TryGetValue(system, out var known))
        {
            users.Add(system, known = new ApiUsers(system));
        }

        return known;
    }

    public async ValueTask DisposeAsync()
    {
        if (Noise is not null)
        {
            await Noise.DisposeAsync();
        }

        foreach (var known in users.Values)
        {
            known.Dispose();
        }
    }
}
