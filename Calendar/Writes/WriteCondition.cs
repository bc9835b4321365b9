namespace TeamCalendars.Writes;

/// <summary>What must hold of the stored state for a write to happen.</summary>
public abstract record WriteCondition
{
    private WriteCondition()
    {
    }

    /// <summary>The id must be new. The same content under the same id is answered as <see cref="WriteResult{T}.Unchanged"/>, so a create can be repeated.</summary>
    public sealed record Create : WriteCondition;

    /// <summary>The id must exist with this ETag (RFC 9110 §13.1.1 <c>If-Match</c>).</summary>
    public sealed record Match(string ETag) : WriteCondition;

    /// <summary>Whatever is there, deleted or not, is replaced; equal content stays untouched. For imports.</summary>
    public sealed record Overwrite : WriteCondition;
}
