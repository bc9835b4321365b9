using System.Text.Json.Serialization;
using Bench.Reporting;

namespace Bench.Load;

/// <summary>The address of a peer, for the load process.</summary>
[JsonDerivedType(typeof(Plain), "plain")]
[JsonDerivedType(typeof(Emulator), "emulator")]
[JsonDerivedType(typeof(System), "system")]
[JsonDerivedType(typeof(Store), "store")]
internal abstract record Target
{
    /// <summary>The hub or Socket.IO; both accept <c>POST /send?version=n</c>.</summary>
    public sealed record Plain(Peer Peer, Uri Address) : Target;

    public sealed record Emulator(string ConnectionString) : Target;

    /// <param name="Users">The number of sample users; see <c>SampleDirectory</c>.</param>
    /// <param name="Domain">The domain of the tenant.</param>
    public sealed record System(Uri Api, Uri Identity, int Users, string Domain) : Target;

    /// <summary>The whole system, with direct writes to its store.</summary>
    public sealed record Store(System Whole, string ConnectionString) : Target;

    public ILoadTarget Open(LoadContext context) => this switch
    {
        Plain plain => new PlainTarget(plain),
        Emulator emulator => new EmulatorTarget(emulator),
        System system => new SystemTarget(system, context),
        Store store => new StoreTarget(store, context),
        _ => throw new NotSupportedException($"{this} is no target."),
    };
}
