namespace Akka.Dispatch.SysMsg;

/// <summary>Operations on linked system messages.</summary>
internal static class SystemMessageList
{
    public static SystemMessage? Reverse(SystemMessage? head)
    {
        SystemMessage? reversed = null;
        while (head is not null)
        {
            var next = head.Next;
            head.Next = reversed;
            reversed = head;
            head = next;
        }
        return reversed;
    }
}
