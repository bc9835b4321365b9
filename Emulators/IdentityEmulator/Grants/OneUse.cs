namespace IdentityEmulator.Grants;

/// <summary>Returns true once, to the first caller.</summary>
internal sealed class OneUse
{
    private int spent;

    public bool TrySpend() => Interlocked.Exchange(ref spent, 1) == 0;
}
