namespace CalendarApi.Revisions;

/// <summary>A strong entity tag (RFC 9110 §8.8.3) as text: quoted on the wire, bare in the store.</summary>
internal static class EntityTag
{
    public static string Quote(string bare) => $"\"{bare}\"";

    /// <summary>Whether an If-None-Match header (RFC 9110 §13.1.2, weak comparison) names this tag.</summary>
    public static bool IsNamedBy(HttpRequest request, string bare)
    {
        var wanted = Quote(bare);
        return request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == wanted || tag.Tag == "*");
    }
}
