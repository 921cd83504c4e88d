#!/bin/sh
# Deletes the data of this installation, after asking when somebody is there to answer.
set -eu
cd "$(dirname "$0")/.."
if [ -t 0 ] && [ -d var ]; then
    printf 'Xóa toàn bộ dữ liệu trong var/? / Delete all data in var/? [y/N] '
    read -r answer
    case "$answer" in y|Y) ;; *) echo "Đã giữ nguyên / kept."; exit 0 ;; esac
fi
rm -rf var
echo "Đã xóa dữ liệu / data deleted. make run tạo lại / creates it anew."
