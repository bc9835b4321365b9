namespace CosmosFront;

/// <summary>A request as tests see it when they decide on its <see cref="FrontFault"/>.</summary>
public sealed record FrontRequest(string Method, string Path, bool IsBatch, bool IsQuery, bool IsChangeFeed);
