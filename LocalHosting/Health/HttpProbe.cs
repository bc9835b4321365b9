namespace LocalHosting.Health;

/// <summary>A GET that must answer with a status code.</summary>
internal sealed record HttpProbe(string Key, Uri Url, int StatusCode);
