using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace SignalREmulator.Connections;

/// <summary>There is no hub class, so arguments of calls have no types; the protocols turn that into a message that says so.</summary>
internal sealed class NothingToBind : IInvocationBinder
{
    public static readonly NothingToBind Instance = new();

    private NothingToBind()
    {
    }

    /// <summary>A client's result is passed on unchanged.</summary>
    public Type GetReturnType(string invocationId) => typeof(RawResult);

    public IReadOnlyList<Type> GetParameterTypes(string methodName) => [];

    public Type GetStreamItemType(string streamId) => typeof(object);
}
