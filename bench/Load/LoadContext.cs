namespace Bench.Load;

/// <summary>What the load process keeps between jobs.</summary>
internal sealed class LoadContext : IDisposable
{
    private readonly Dictionary<Target.System, ApiUsers> users = [];

    public ApiUsers UsersOf(Target.System system)
    {
        if (!users.TryGetValue(system, out var known))
            users.Add(system, known = new ApiUsers(system));
        return known;
    }

    public void Dispose()
    {
        foreach (var known in users.Values)
            known.Dispose();
    }
}
