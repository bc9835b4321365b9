namespace CosmosFront.Upstream;

internal sealed record UpstreamAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool Succeeded => Status is >= 200 and < 300;
}
