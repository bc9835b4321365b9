namespace SignalREmulator.Quotas;

/// <summary>
/// A place among the connections. It is taken by the request that opens one, and passes to the connection, which begins on its own time and,
/// where the client polls, outlives that request. Whoever has it gives it back; doing so again does nothing.
/// </summary>
internal sealed class ConnectionSlot(ConnectionQuota quota) : IDisposable
{
    private int released;

    /// <returns>The slot that the opening request took, now the caller's to give back. Null where nothing is limited.</returns>
    public static ConnectionSlot? Claim(HttpContext? context)
    {
        // Where the client polls, the connection's context is a copy of the first poll's, items included.
        object? slot = null;
        return context?.Items.TryGetValue(typeof(ConnectionSlot), out slot) == true ? slot as ConnectionSlot : null;
    }

    public void PassWith(HttpContext context) => context.Items[typeof(ConnectionSlot)] = this;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref released, 1) == 0)
        {
            quota.Release();
        }
    }
}
