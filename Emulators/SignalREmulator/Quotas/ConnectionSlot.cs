namespace SignalREmulator.Quotas;

/// <summary>
/// One of the limited connections. The request that opens a connection takes it and passes it to the connection, which begins independently and,
/// with long polling, outlives that request. The owner releases it; releasing it again has no effect.
/// </summary>
internal sealed class ConnectionSlot(ConnectionQuota quota) : IDisposable
{
    private int released;

    /// <returns>The slot that the opening request took, which the caller must now release. Null without a limit.</returns>
    public static ConnectionSlot? Claim(HttpContext? context)
    {
        // With long polling, the connection's context is a copy of the first poll's, including its items.
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
