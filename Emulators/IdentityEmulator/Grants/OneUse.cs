namespace IdentityEmulator.Grants;

/// <summary>Gives a true answer once, whoever asks first.</summary>
internal sealed class OneUse
{
    private int spent;

    public bool TrySpend() => Interlocked.Exchange(ref spent, 1) == 0;
}
