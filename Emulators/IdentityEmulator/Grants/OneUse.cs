namespace IdentityEmulator.Grants;

/// <summary>Gives a true answer once, whoever asks first.</summary>
internal sealed class OneUse
{
    private int _spent;

    public bool TrySpend() => Interlocked.Exchange(ref _spent, 1) == 0;
}
