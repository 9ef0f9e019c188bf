# Runs "$@" with a /dev of its own that has no disks; for use inside fresh mount and process namespaces.
set -e
d=$(mktemp -d)
mount -t tmpfs -o nosuid,noexec,mode=755,size=64k devices "$d"
for name in null zero full random urandom tty; do
  : >"$d/$name"
  mount --bind "/dev/$name" "$d/$name"
done
mkdir "$d/pts" "$d/shm" "$d/mqueue"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$d/pts"
mount -t tmpfs -o nosuid,nodev,mode=1777,size=64m shm "$d/shm"
ln -s pts/ptmx "$d/ptmx"
ln -s /proc/self/fd "$d/fd"
ln -s fd/0 "$d/stdin"
ln -s fd/1 "$d/stdout"
ln -s fd/2 "$d/stderr"
mount --rbind "$d" /dev
umount -l "$d"
rmdir "$d"
unset d name
exec "$@"
